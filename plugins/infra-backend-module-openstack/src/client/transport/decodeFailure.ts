import {
  refusalSentence,
  kindOfStatus,
  type DecodedFailure,
  type FailureDecoder,
  type HttpEffect,
  type HttpFailure,
  type ProviderErrorKind,
} from '@ironstage/plugin-infra-node';
import { readRefusal, type Refusal } from './words';

const FAULT_KINDS: Record<string, ProviderErrorKind> = {
  overLimit: 'quota-exceeded',
  OverQuota: 'quota-exceeded',
  IpAddressGenerationFailure: 'capacity',
  NoNetworkAvailable: 'capacity',
  // its status is that of something that is not there
  ExternalGatewayForFloatingIPNotFound: 'conflict',
};

/** Nova answers an exhausted quota with the status of a missing right. */
const QUOTA = /quota exceeded|over the limit|maximum number of .* exceed/i;

function kindOf(
  failure: HttpFailure,
  refusal: Refusal,
  effect: HttpEffect,
): ProviderErrorKind {
  const byFault = refusal.fault && FAULT_KINDS[refusal.fault];
  if (byFault) {
    return byFault;
  }
  if (failure.status === 403 && QUOTA.test(refusal.words)) {
    return 'quota-exceeded';
  }
  if (failure.status === 406) {
    return 'misconfigured';
  }
  if (
    failure.status === 400 &&
    /Project ID .* is not a valid project/.test(refusal.words)
  ) {
    return 'not-found';
  }
  return kindOfStatus(failure.status, effect);
}

/** Decoder for the answers of every OpenStack service. */
export function openStackFailureDecoder(
  provider: string,
  configKey: string,
): FailureDecoder {
  return (failure, request): DecodedFailure => {
    const refusal = readRefusal(failure);
    const kind = kindOf(failure, refusal, request.effect ?? 'read');
    const requestId =
      failure.headers['x-openstack-request-id'] ??
      // Ironic
      failure.headers['openstack-request-id'];
    return {
      kind,
      message: refusalSentence({
        who: provider,
        part: request.part?.name,
        kind,
        words: refusal.words,
        own: {
          unauthorized: () =>
            `${provider} does not accept the portal's login; check ${configKey}.auth.`,
          forbidden: said =>
            `The portal's account may not do this at ${provider}${said}; check the roles of ${configKey}.auth.`,
          misconfigured: (said, asked) =>
            `${asked} does not speak the version of the API that is needed${said}.`,
        },
      }),
      detail: [refusal.fault, refusal.words, requestId]
        .filter(Boolean)
        .join(' | '),
    };
  };
}
