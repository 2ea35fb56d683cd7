import type { ProviderErrorKind } from '../errors/ProviderError';

/** Why no answer came. */
export interface NetworkFailure {
  kind: ProviderErrorKind;
  /** part of a sentence: `the connection was refused` */
  reason: string;
  /** true when certainly no byte of the request reached the provider */
  beforeSending: boolean;
  /** true when the certificate is the matter; false when no TLS is spoken at all */
  certificate: boolean;
}

const BEFORE_SENDING: Record<string, string> = {
  ECONNREFUSED: 'the connection was refused',
  ENOTFOUND: 'the host name is unknown',
  EAI_AGAIN: 'the host name could not be looked up',
  EHOSTUNREACH: 'the host is unreachable',
  ENETUNREACH: 'the network is unreachable',
  EADDRNOTAVAIL: 'the address is not available',
  UND_ERR_CONNECT_TIMEOUT: 'no connection was made in time',
};

const TLS: Record<string, string> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate chain ends in an unknown root',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate has an unknown issuer',
  UNABLE_TO_GET_ISSUER_CERT: 'its certificate has an unknown issuer',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate has an unknown issuer',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet',
  CERT_UNTRUSTED: 'its certificate is not trusted',
  CERT_REVOKED: 'its certificate was revoked',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host name',
  ERR_FINGERPRINT_MISMATCH:
    'its certificate has another fingerprint than the configured one',
};

/** The other end speaks something else, or TLS in a way that is not ours. */
const NO_TLS: Record<string, string> = {
  ERR_SSL_WRONG_VERSION_NUMBER: 'it does not speak TLS on that port',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'it does not speak TLS on that port',
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: 'it speaks an outdated version of TLS',
};

const AFTER_SENDING: Record<string, string> = {
  ECONNRESET: 'the connection was reset',
  EPIPE: 'the connection was closed',
  UND_ERR_SOCKET: 'the connection was closed before the answer was complete',
  UND_ERR_HEADERS_TIMEOUT: 'no answer came in time',
  UND_ERR_BODY_TIMEOUT: 'the answer stopped half-way',
};

/** By shape and not by class: the error may come from another realm. */
function codesOf(error: unknown): string[] {
  const codes: string[] = [];
  let current: unknown = error;
  for (let depth = 0; depth < 5; depth++) {
    if (typeof current !== 'object' || current === null) {
      break;
    }
    const { code, errors, cause } = current as {
      code?: unknown;
      errors?: unknown;
      cause?: unknown;
    };
    if (typeof code === 'string') {
      codes.push(code);
    }
    // a name with several addresses fails with one AggregateError for all of them
    current = Array.isArray(errors) ? errors[0] : cause;
  }
  return codes;
}

/** Reads what the HTTP client threw, by its error codes. */
export function readNetworkFailure(error: unknown): NetworkFailure {
  const codes = codesOf(error);
  for (const code of codes) {
    if (BEFORE_SENDING[code]) {
      return {
        kind: 'unreachable',
        reason: BEFORE_SENDING[code],
        beforeSending: true,
        certificate: false,
      };
    }
    if (TLS[code]) {
      return {
        kind: 'misconfigured',
        reason: TLS[code],
        beforeSending: true,
        certificate: true,
      };
    }
    if (/^ERR_(SSL|TLS|OSSL)_/.test(code)) {
      return {
        kind: 'misconfigured',
        reason: NO_TLS[code] ?? 'no encrypted connection could be agreed on',
        beforeSending: true,
        certificate: false,
      };
    }
  }
  const known = codes.find(code => AFTER_SENDING[code]);
  return {
    kind: known?.includes('TIMEOUT') ? 'timeout' : 'unreachable',
    reason: known ? AFTER_SENDING[known] : 'the connection failed',
    beforeSending: false,
    certificate: false,
  };
}
