import { readFileSync } from 'node:fs';
import path from 'node:path';
import { checkSshPublicKey } from './sshPublicKey';

/** Keys made by `ssh-keygen` of OpenSSH 9.2. */
const key = (name: string) =>
  readFileSync(
    path.join(__dirname, '__fixtures__', `openssh-9.2-${name}.pub`),
    'utf8',
  );

const messageOf = (text: string) => checkSshPublicKey(text)[0]?.message ?? '';

describe('checkSshPublicKey', () => {
  it.each([
    'ed25519',
    'rsa-2048',
    'rsa-4096',
    'ecdsa-256',
    'ecdsa-384',
    'ecdsa-521',
  ])('takes the %s key that ssh-keygen writes', name => {
    expect(checkSshPublicKey(key(name))).toEqual([]);
  });

  it('takes a key without a comment, and with spaces around it', () => {
    const [type, data] = key('ed25519').split(' ');
    expect(checkSshPublicKey(`  ${type}   ${data}\r\n`)).toEqual([]);
  });

  it.each(['rsa-1024', 'rsa-2047'])('refuses %s as too short', name => {
    expect(checkSshPublicKey(key(name))).toEqual([
      {
        field: 'sshPublicKey',
        class: 'user',
        message:
          'RSA keys must have at least 2048 bits; ssh-ed25519 is better.',
      },
    ]);
  });

  it.each(['ed25519', 'rsa-2048', 'ecdsa-256'])(
    'finds out that the end of a %s key is missing',
    name => {
      const [type, data] = key(name).split(' ');
      const cut = data.slice(0, Math.floor(data.length / 8) * 4);
      expect(messageOf(`${type} ${cut}`)).toMatch(/damaged or incomplete/);
    },
  );

  it('finds out that the type was changed by hand', () => {
    const [, data] = key('ed25519').split(' ');
    expect(messageOf(`ssh-rsa ${data}`)).toMatch(/damaged/);
    expect(messageOf('ssh-ed25519 !!!')).toMatch(/damaged/);
    expect(messageOf('ssh-ed25519')).toMatch(/damaged/);
  });

  it('recognizes a private key, whatever its format', () => {
    for (const format of ['OPENSSH ', 'RSA ', '']) {
      expect(
        messageOf(`-----BEGIN ${format}PRIVATE KEY-----\nc2VjcmV0\n`),
      ).toMatch(/^This is a private key\./);
    }
  });

  it('takes one key only, without options in front', () => {
    expect(messageOf(`${key('ed25519')}${key('rsa-2048')}`)).toMatch(
      /one line/,
    );
    expect(messageOf(`command="ls" ${key('ed25519')}`)).toMatch(/key type/);
    expect(messageOf(key('ed25519').replace('ssh-ed25519', 'ssh-dss'))).toMatch(
      /key type/,
    );
  });

  it('names the field it was asked about', () => {
    expect(checkSshPublicKey('', 'publicKey')[0].field).toBe('publicKey');
  });
});
