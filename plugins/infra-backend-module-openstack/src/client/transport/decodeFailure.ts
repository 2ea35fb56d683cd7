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

/** What is meant by a status that means something else at other times. */
interface Reading {
  status: number;
  words: RegExp;
  kind: ProviderErrorKind;
  /** in place of the service's words, where those don't help the person who asked */
  message?: (provider: string) => string;
}

/**
 * 403 is not only the lack of a role: Nova answers an exhausted quota with it, and what its policies hold
 * back of a request; Glance and Keystone what is protected from everybody. Sources: `create` of
 * nova/api/openstack/compute/servers.py with the sentences of nova/exception.py, glance/api/v2,
 * keystone/exception.py. 409 is not only a state: `NetworkAmbiguous` in the same place.
 */
const BY_WORDS: readonly Reading[] = [
  {
    status: 403,
    // the last two: Nova's own and, with unified limits, oslo.limit's (nova/exception.py, oslo_limit/exception.py)
    words:
      /quota exceeded|over the limit|maximum number of .* exceed|is over a limit for/i,
    kind: 'quota-exceeded',
  },
  {
    status: 403,
    // the policy `os_compute_api:servers:create:zero_disk_flavor`, by its name or by what it says
    words: /zero[ _]disk/i,
    kind: 'invalid',
    message: provider =>
      `The flavor has no disk of its own, and ${provider} starts such instances from volumes only; choose another flavor.`,
  },
  {
    status: 403,
    words: /external network/i,
    kind: 'invalid',
  },
  {
    status: 403,
    words: /is protected|is immutable|immutable resource/i,
    kind: 'conflict',
  },
  {
    status: 400,
    words: /Project ID .* is not a valid project/,
    kind: 'not-found',
  },
  {
    status: 409,
    words: /multiple possible networks found/i,
    kind: 'invalid',
  },
  { status: 409, words: /quota exceeded|over quota/i, kind: 'quota-exceeded' },
  { status: 413, words: /quota/i, kind: 'quota-exceeded' },
];

/** What stands in front of a service answers with pages; the services themselves speak JSON of what is gone. */
function isFromElsewhere({ status, body, text }: HttpFailure): boolean {
  return (
    (status === 404 || status === 410) && body === undefined && text !== ''
  );
}

/** What a refusal means, apart from who speaks and what was asked. */
interface Meaning {
  kind: ProviderErrorKind;
  message?: (provider: string) => string;
  /** the service knows what it says: not so of a failure of its own */
  own: boolean;
}

function meaningOf(
  failure: HttpFailure,
  refusal: Refusal,
  effect: HttpEffect,
): Meaning {
  const { status } = failure;
  if (isFromElsewhere(failure)) {
    // nobody has looked for the object: it may be there
    return {
      kind: 'unavailable',
      message: provider =>
        `Something in front of ${provider} answers that it does not know this address; its services were not asked.`,
      own: false,
    };
  }
  const byFault = refusal.fault && FAULT_KINDS[refusal.fault];
  if (byFault) {
    return { kind: byFault, own: true };
  }
  const byWords = BY_WORDS.find(
    one => one.status === status && one.words.test(refusal.words),
  );
  if (byWords) {
    return { kind: byWords.kind, message: byWords.message, own: true };
  }
  return {
    kind: status === 406 ? 'misconfigured' : kindOfStatus(status, effect),
    own: status < 500,
  };
}

/** Decoder for the answers of every OpenStack service. */
export function openStackFailureDecoder(
  provider: string,
  configKey: string,
): FailureDecoder {
  return (failure, request): DecodedFailure => {
    const refusal = readRefusal(failure);
    const { kind, message, own } = meaningOf(
      failure,
      refusal,
      request.effect ?? 'read',
    );
    const requestId =
      failure.headers['x-openstack-request-id'] ??
      // Ironic
      failure.headers['openstack-request-id'];
    return {
      kind,
      message:
        message?.(provider) ??
        refusalSentence({
          who: provider,
          part: request.part?.name,
          kind,
          // what a broken service says is for administrators: hosts, SQL, tracebacks
          words: own ? refusal.words : '',
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
