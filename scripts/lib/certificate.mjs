import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { Trouble } from './Trouble.mjs';

/**
 * Makes a certificate for localhost that is its own authority.
 *
 * @param dir - where its files go
 * @returns the paths of certificate and key
 */
export function makeCertificate(dir) {
  const [cert, key] = ['cert.pem', 'key.pem'].map(name => path.join(dir, name));
  const made = spawnSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'ec', '-nodes', '-days', '2'],
      ...['-pkeyopt', 'ec_paramgen_curve:prime256v1'],
      ...[
        '-subj',
        '/CN=localhost',
        '-addext',
        'subjectAltName=DNS:localhost,IP:127.0.0.1',
      ],
      ...['-keyout', key, '-out', cert],
    ],
    { encoding: 'utf8' },
  );
  if (made.status !== 0) {
    throw new Trouble(
      `openssl made no certificate: ${made.stderr ?? made.error?.message}`,
    );
  }
  return { cert, key };
}
