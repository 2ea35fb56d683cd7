/* eslint-disable jest/no-export -- tests that provider modules run from here */
import {
  capabilitiesOf,
  PROVIDER_CAPABILITIES,
  type InfraProvider,
} from '../provider/InfraProvider';
import { describeFloatingIps } from './floatingIpContract';
import { describeGpus } from './gpuContract';
import { describeHealth } from './healthContract';
import { describeInstanceActions } from './instanceActionContract';
import { describeInstances } from './instanceContract';
import { describeInventory } from './inventoryContract';
import { describeMachines } from './machineContract';
import type { ProviderContractOptions } from './options';
import { describeProjects } from './projectContract';
import {
  expectPresentable,
  failureOf,
  patient,
  readAll,
  type ContractContext,
} from './support';

/**
 * Declares the tests that every provider must pass, in jest, against an endpoint of its own:
 * a simulator, or the real thing. They make projects and instances there, under names that begin
 * with `contract-`, and remove them again.
 *
 * @example
 * ```ts
 * import { describeProviderContract } from '@ironstage/plugin-infra-node/contract';
 *
 * describeProviderContract({
 *   name: 'acme against its simulator',
 *   createProvider: () => AcmeProvider.create(config, logger),
 *   kinds: ['hypervisor', 'instance', 'project', 'flavor', 'image', 'network'],
 *   capabilities: ['projects', 'instances'],
 *   secrets: [config.password],
 *   broken: [
 *     {
 *       when: 'the password is wrong',
 *       create: () => AcmeProvider.create({ ...config, password: 'wrong' }, logger),
 *       kinds: ['unauthorized'],
 *       mentions: 'infra.acme[0].auth',
 *     },
 *   ],
 * });
 * ```
 * @public
 */
export function describeProviderContract(
  options: ProviderContractOptions,
): void {
  describe(`provider contract: ${options.name}`, () => {
    // for the tests declared from here on
    jest.setTimeout(options.testTimeoutMs ?? 120_000);
    let provider: InfraProvider;
    const context: ContractContext = { options, provider: () => provider };

    beforeAll(async () => {
      await options.start?.();
      provider = await options.createProvider();
    }, options.testTimeoutMs ?? 120_000);

    afterAll(async () => {
      await options.stop?.();
    }, options.testTimeoutMs ?? 120_000);

    describe('identity', () => {
      it('says who it is and where it is configured', () => {
        expect(provider.id).toMatch(/^[^/:\s]+$/);
        expect(provider.kind).toMatch(/^[a-z]+$/);
        expect(provider.title).toBeTruthy();
        expect(provider.site).toBeTruthy();
        expect(provider.configKey).toMatch(/^infra\.[a-z]+\[\d+\]$/);
      });

      it('can do what is declared', () => {
        expect(capabilitiesOf(provider)).toEqual(
          expect.arrayContaining([...options.capabilities]),
        );
      });

      it.each(
        PROVIDER_CAPABILITIES.filter(
          name => !options.capabilities.includes(name),
        ),
      )('declares that it has no %s', name => {
        expect(provider[name]).toBeUndefined();
      });

      it('finds nothing wrong with itself', async () => {
        await expect(provider.check(patient())).resolves.toBeUndefined();
      });
    });

    for (const broken of options.broken ?? []) {
      it(`says what is wrong when ${broken.when}`, async () => {
        const wrong = await broken.create();
        const error = await failureOf(wrong.check(patient()));
        expect(broken.kinds).toContain(error.kind);
        expect(error.message).toContain(broken.mentions);
        expectPresentable(error, options);
      });

      const [kind] = options.kinds;
      if (broken.readable) {
        it(`reads kind ${kind} nonetheless when ${broken.when}`, async () => {
          const wrong = await broken.create();
          expect(await readAll(wrong, kind)).not.toEqual([]);
        });
      } else {
        it(`does not take a part of kind ${kind} for the whole when ${broken.when}`, async () => {
          const wrong = await broken.create();
          const error = await failureOf(readAll(wrong, kind));
          expect(error.provider).toBe(wrong.id);
          expectPresentable(error, options);
        });
      }
    }

    describeInventory(context);
    const can = (...names: typeof options.capabilities) =>
      names.every(name => options.capabilities.includes(name));
    if (can('projects')) {
      describeProjects(context);
    }
    if (can('projects', 'instances')) {
      describeInstances(context);
    }
    if (can('projects', 'instances', 'instanceActions')) {
      describeInstanceActions(context);
    }
    if (can('projects', 'instances', 'floatingIps')) {
      describeFloatingIps(context);
    }
    if (can('machines')) {
      describeMachines(context);
    }
    if (can('gpus')) {
      describeGpus(context);
    }
    if (can('health')) {
      describeHealth(context);
    }
  });
}
