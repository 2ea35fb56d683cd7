import { rootCertificates, TLSSocket } from 'node:tls';
import { buildConnector } from 'undici';

/** The certificate is another than the configured one. */
class FingerprintError extends Error {
  readonly code = 'ERR_FINGERPRINT_MISMATCH';
}

const plain = (fingerprint: string) =>
  fingerprint.replaceAll(':', '').toUpperCase();

/** Makes connections that trust what the configuration says. */
export function createConnector(options: {
  ca?: string;
  fingerprint?: string;
  connectTimeoutMs?: number;
}): buildConnector.connector {
  const timeout = options.connectTimeoutMs ?? 5_000;
  const pinned = options.fingerprint;
  if (!pinned) {
    return buildConnector({
      timeout,
      ...(options.ca && { ca: [...rootCertificates, options.ca] }),
    });
  }
  const connect = buildConnector({
    timeout,
    // a resumed session brings no certificate to look at
    maxCachedSessions: 0,
    rejectUnauthorized: false,
  });
  return (target, callback) =>
    connect(target, (error, socket) => {
      if (error) {
        callback(error, null);
        return;
      }
      if (
        socket instanceof TLSSocket &&
        plain(socket.getPeerCertificate().fingerprint256 ?? '') !==
          plain(pinned)
      ) {
        socket.destroy();
        callback(new FingerprintError('unexpected certificate'), null);
        return;
      }
      callback(null, socket);
    });
}
