import {
  createPrivateKey,
  generateKeyPairSync,
  randomBytes,
  sign,
  X509Certificate,
} from 'node:crypto';
import * as der from './der';

export interface KeyAndCertificate {
  keyPem: string;
  certPem: string;
}

const ECDSA_SHA256 = '1.2.840.10045.4.3.2';
const COMMON_NAME = '2.5.4.3';
const BASIC_CONSTRAINTS = '2.5.29.19';
const ALT_NAMES = '2.5.29.17';
const DAY = 86_400_000;

function pem(label: string, content: Buffer): string {
  const lines = content.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join(
    '\n',
  )}\n-----END ${label}-----\n`;
}

function name(text: string): Buffer {
  return der.sequence(
    der.set(der.sequence(der.oid(COMMON_NAME), der.utf8(text))),
  );
}

function extensions(dnsNames: readonly string[]): Buffer {
  const names = [
    ...dnsNames.map(dns => der.tagged(0x82, Buffer.from(dns))),
    der.tagged(0x87, Buffer.from([127, 0, 0, 1])),
  ];
  return der.tagged(
    0xa3,
    der.sequence(
      der.sequence(
        der.oid(BASIC_CONSTRAINTS),
        der.yes,
        der.octetString(der.sequence(der.yes)),
      ),
      der.sequence(der.oid(ALT_NAMES), der.octetString(der.sequence(...names))),
    ),
  );
}

/**
 * A self-signed certificate (P-256) for 127.0.0.1, localhost and the given
 * name. Node can read certificates but not make them, hence the encoding here.
 */
export function makeCertificate(commonName: string): KeyAndCertificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const algorithm = der.sequence(der.oid(ECDSA_SHA256));
  const now = Date.now();
  const body = der.sequence(
    der.tagged(0xa0, der.integer(Buffer.from([2]))),
    der.integer(Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    algorithm,
    name(commonName),
    der.sequence(
      der.time(new Date(now - DAY)),
      der.time(new Date(now + 3650 * DAY)),
    ),
    name(commonName),
    publicKey,
    extensions([commonName, 'localhost']),
  );
  const signature = sign('sha256', body, createPrivateKey(privateKey));
  const certificate = der.sequence(body, algorithm, der.bitString(signature));
  return { keyPem: privateKey, certPem: pem('CERTIFICATE', certificate) };
}

/** SHA-256, upper-case hexadecimal with colons: Proxmox's `ssl_fingerprint`. */
export function fingerprintOf(certPem: string): string {
  return new X509Certificate(certPem).fingerprint256;
}
