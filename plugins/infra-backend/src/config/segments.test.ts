import { ConfigReader } from '@backstage/config';
import { DEFAULT_SEGMENT_RULES } from '@ironstage/plugin-infra-common';
import { readInfraConfig } from './readInfraConfig';

const read = (networks: object) =>
  readInfraConfig(new ConfigReader({ infra: { networks } })).segments;

it('takes words and expectations of its own, and the usual ones for the rest', () => {
  expect(read({})).toEqual(DEFAULT_SEGMENT_RULES);
  expect(
    read({ roles: { oob: ['lom', 'drac*'] }, expected: ['tenant', 'oob'] }),
  ).toEqual({
    words: { ...DEFAULT_SEGMENT_RULES.words, oob: ['lom', 'drac*'] },
    expected: ['oob', 'tenant'],
  });
});

it.each([
  [
    { roles: { oob: ['i.*'] } },
    'infra.networks.roles.oob: "i.*" is not a word of letters',
  ],
  [
    { expected: ['lan'] },
    'infra.networks.expected: there is no role "lan"; there are oob, mgmt',
  ],
])('refuses %p and says what to do', (networks, message) => {
  expect(() => read(networks)).toThrow(message);
});
