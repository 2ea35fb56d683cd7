import { describeProviderContract } from '@ironstage/plugin-infra-node/contract';
import {
  demoMaas,
  startSimulators,
  type SimulatedEstate,
} from '@ironstage/simulators';
import { demoProvider } from './testing/demoProvider';

describe.each(['3.4', '3.7'] as const)(
  'MaasProvider with MAAS %s',
  maasVersion => {
    let estate: SimulatedEstate;
    const create = (changes: Record<string, unknown> = {}) =>
      demoProvider({ url: estate.maas.url, ...changes });

    describeProviderContract({
      name: 'maas against the simulator',
      start: async () => {
        estate = await startSimulators({
          machines: 24,
          instances: 6,
          speed: 200,
          maasVersion,
        });
      },
      stop: () => estate.stop(),
      createProvider: () => create(),
      kinds: ['machine', 'project', 'network', 'image'],
      capabilities: ['projects', 'machines', 'gpus', 'health'],
      secrets: demoMaas.apiKey.split(':').slice(1),
      absentId: 'zzzzzz',
      broken: [
        {
          when: 'the secret of the key is wrong',
          create: () =>
            create({
              apiKey: demoMaas.apiKey.replace(/.$/, x =>
                x === 'a' ? 'b' : 'a',
              ),
            }),
          kinds: ['unauthorized'],
          mentions: 'infra.maas[0].apiKey',
        },
        {
          when: 'the key is unknown',
          create: () => create({ apiKey: 'nobody:knows:this' }),
          kinds: ['unauthorized'],
          mentions: 'infra.maas[0].apiKey',
        },
        {
          when: 'the account is no administrator',
          create: () => create({ apiKey: demoMaas.memberApiKey }),
          kinds: ['misconfigured'],
          mentions: 'infra.maas[0].apiKey',
        },
        {
          when: 'the address leads elsewhere',
          create: () => create({ url: `${estate.url}/identity/v3` }),
          kinds: ['not-found', 'unexpected-answer', 'unauthorized'],
          mentions: 'infra.maas[0].url',
        },
        {
          when: 'nobody listens there',
          create: () => create({ url: 'http://127.0.0.1:9/MAAS' }),
          kinds: ['unreachable'],
          mentions: 'infra.maas[0].url',
        },
      ],
    });
  },
);
