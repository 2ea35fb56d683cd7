import {
  existsSync,
  mkdtempSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { generateKeyPairSync, sign } from 'node:crypto';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CheckpointKey } from './CheckpointKey';

const home = mkdtempSync(path.join(tmpdir(), 'ironstage-key-'));
const checkpoint = { seq: 7, hash: 'ab', at: '2026-01-05T10:00:00.000Z' };

it('makes a key file that only its owner reads, and keeps to it', () => {
  const signingKeyFile = path.join(home, 'made.pem');
  const made = CheckpointKey.read({ signingKeyFile });
  expect(existsSync(signingKeyFile)).toBe(true);
  expect(statSync(signingKeyFile).mode % 0o1000).toBe(0o600);
  const again = CheckpointKey.read({ signingKeyFile });
  expect(again?.id).toBe(made?.id);
  expect(again?.signed(made!.sign(checkpoint))).toBe(true);
  const pem = readFileSync(signingKeyFile, 'utf8');
  expect(CheckpointKey.read({ signingKey: pem })?.id).toBe(made?.id);
});

it('signs every part of a checkpoint', () => {
  const key = CheckpointKey.read({
    signingKeyFile: path.join(home, 'parts.pem'),
  })!;
  const signed = key.sign(checkpoint);
  expect(key.signed(signed)).toBe(true);
  for (const change of [
    { seq: 8 },
    { hash: 'ac' },
    { at: '2026-01-05T10:00:00.001Z' },
    {
      signature: sign(
        null,
        Buffer.from('x'),
        generateKeyPairSync('ed25519').privateKey,
      ).toString('base64'),
    },
    { signature: 'x' },
    { keyId: 'other' },
  ]) {
    expect(key.signed({ ...signed, ...change })).toBe(false);
  }
});

it('is not there when none is configured', () => {
  expect(CheckpointKey.read({})).toBeNull();
});

it('refuses what is no such key, without a word of what it is', () => {
  const secret =
    '-----BEGIN PRIVATE KEY-----\nc4n4ry\n-----END PRIVATE KEY-----';
  expect(() => CheckpointKey.read({ signingKey: secret })).toThrow(
    /^infra.audit.signingKey is no private key in PEM.$/,
  );
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString();
  const file = path.join(home, 'rsa.pem');
  writeFileSync(file, rsa);
  expect(() => CheckpointKey.read({ signingKeyFile: file })).toThrow(
    /a key of the type rsa; it must be ed25519/,
  );
});
