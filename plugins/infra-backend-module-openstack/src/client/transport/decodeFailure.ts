import {
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

/** For the beginning of a sentence; the id of a provider stays as it is. */
function capitalized(part: string): string {
  return part.replace(/^the /, 'The ');
}

function sentence(
  provider: string,
  part: string,
  configKey: string,
  kind: ProviderErrorKind,
  words: string,
): string {
  const said = words ? `: ${words.replace(/[.\s]+$/, '')}` : '';
  switch (kind) {
    case 'unauthorized':
      return `${provider} does not accept the portal's login; check ${configKey}.auth.`;
    case 'forbidden':
      return `The portal's account may not do this at ${provider}${said}; check the roles of ${configKey}.auth.`;
    case 'quota-exceeded':
      return `The quota at ${provider} does not allow it${said}.`;
    case 'capacity':
      return `${provider} has no room for it${said}.`;
    case 'not-found':
      return `${provider} does not have what was asked for${said}.`;
    case 'conflict':
      return `${provider} can't do it in the present state${said}.`;
    case 'invalid':
      return `${provider} does not accept the request${said}.`;
    case 'misconfigured':
      return `${capitalized(
        part,
      )} does not speak the version of the API that is needed${said}.`;
    case 'rate-limited':
      return `${capitalized(part)} asks for fewer requests${said}.`;
    case 'unknown-outcome':
      return `It is unknown whether ${part} did what it was asked${said}.`;
    default:
      return `${capitalized(part)} has trouble of its own${said}.`;
  }
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
      message: sentence(
        provider,
        request.part?.name ?? provider,
        configKey,
        kind,
        refusal.words,
      ),
      detail: [refusal.fault, refusal.words, requestId]
        .filter(Boolean)
        .join(' | '),
    };
  };
}
