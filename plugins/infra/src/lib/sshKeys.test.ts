import { keyNames } from './sshKeys';

const key = (label: string, publicKey: string) => ({ label, publicKey });

describe('keyNames', () => {
  it('calls a key by its comment', () => {
    expect(
      keyNames([
        key('dana@laptop', 'ssh-ed25519 AAAA1 dana@laptop'),
        key('dana@desk', 'ssh-rsa AAAA2 dana@desk'),
      ]),
    ).toEqual(['dana@laptop', 'dana@desk']);
  });

  it('tells keys with one comment apart by algorithm and end', () => {
    expect(
      keyNames([
        key('dana@laptop', 'ssh-ed25519 AAAAC3NzaC1lZDI1w9d3XkQ2a dana@laptop'),
        key('dana@laptop', 'ssh-ed25519 AAAAC3NzaC1lZDI1w9d3X7Uvb dana@laptop'),
        key('dana@laptop', 'ecdsa-sha2-nistp256 AAAAE2VjZHNh dana@laptop'),
        key('dana@desk', 'ssh-rsa AAAA2 dana@desk'),
      ]),
    ).toEqual([
      'dana@laptop (ed25519 …9d3XkQ2a)',
      'dana@laptop (ed25519 …9d3X7Uvb)',
      'dana@laptop (sha2-nistp256 …E2VjZHNh)',
      'dana@desk',
    ]);
  });
});
