import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ResourceKind } from '@ironstage/plugin-infra-common';
import { isProviderError, type ProviderError } from '../errors/ProviderError';
import type { InfraProvider } from '../provider/InfraProvider';
import type {
  InstanceRequest,
  InstanceState,
  InstanceTarget,
} from '../provider/InstanceManager';
import type { InventoryItem } from '../provider/InventoryReader';
import type { ProviderContractOptions } from './options';

/** What every group of tests works with. */
export interface ContractContext {
  options: ProviderContractOptions;
  provider: () => InfraProvider;
}

/** Options of a call that nobody ends. */
export const patient = () => ({ signal: new AbortController().signal });

/** An operation id that no earlier run has used. */
export const newOperationId = () => `contract-${randomUUID()}`;

/** A name that no earlier run has used. */
export const newName = () => `contract-${randomUUID().slice(0, 8)}`;

/** All rows of a kind. @public */
export async function readAll(
  provider: InfraProvider,
  kind: ResourceKind,
): Promise<InventoryItem[]> {
  const items: InventoryItem[] = [];
  for await (const page of provider.inventory.pages(kind, patient())) {
    items.push(...page);
  }
  return items;
}

/** The error a call ends with; fails the test when it does not end with one of ours. */
export async function failureOf(
  call: Promise<unknown>,
): Promise<ProviderError> {
  const error = await call.then(
    () => undefined,
    (caught: unknown) => caught,
  );
  if (!isProviderError(error)) {
    throw new Error(
      `Expected a ProviderError, but the call ended with ${String(error)}`,
    );
  }
  return error;
}

/** The one plain sentence a call ends with; fails the test when it ends otherwise. @public */
export async function sentenceOf(call: Promise<unknown>): Promise<string> {
  const { message } = await failureOf(call);
  expect(message).toMatch(/^[^\n<{]*\.$/);
  expect(message).not.toMatch(/[.!?] \S/);
  return message;
}

/** Fails unless the error is fit for the person who asked. */
export function expectPresentable(
  error: ProviderError,
  options: Pick<ProviderContractOptions, 'secrets'>,
): void {
  expect(error.message).toMatch(/^\S.*\.$/s);
  expect(error.message).not.toMatch(/[\n<{]/);
  expect(error.message.length).toBeLessThan(500);
  const everything = [
    error.message,
    error.detail,
    error.stack,
    JSON.stringify(error),
  ].join('\n');
  for (const secret of options.secrets) {
    expect(everything).not.toContain(secret);
  }
  // what the provider answered to us is not what we answer to others
  expect(error).not.toHaveProperty('status');
  expect(error).not.toHaveProperty('statusCode');
}

/** Has an instance made, as often as it takes to ask for all its parts. */
export async function ensureInstance(
  context: ContractContext,
  request: InstanceRequest,
): Promise<{ externalId: string }> {
  const end = Date.now() + (context.options.settleTimeoutMs ?? 60_000);
  for (;;) {
    const { externalId, underWay } = await context
      .provider()
      .instances!.ensureInstance(request, patient());
    if (!underWay) {
      return { externalId };
    }
    if (Date.now() > end) {
      throw new Error(`The instance was not made in time: ${underWay}`);
    }
    await sleep(250);
  }
}

/** Has an instance removed, as often as it takes. */
export async function removeInstance(
  context: ContractContext,
  target: InstanceTarget,
): Promise<void> {
  const end = Date.now() + (context.options.settleTimeoutMs ?? 60_000);
  const instances = context.provider().instances!;
  for (;;) {
    await instances.remove(target, patient());
    if (!(await instances.getState(target, patient()))) {
      return;
    }
    if (Date.now() > end) {
      throw new Error('The instance was not removed in time');
    }
    await sleep(250);
  }
}

/** Asks for the state of an instance until it fits. */
export async function waitForState(
  context: ContractContext,
  target: InstanceTarget,
  fits: (state: InstanceState | undefined) => boolean,
): Promise<InstanceState | undefined> {
  const end = Date.now() + (context.options.settleTimeoutMs ?? 60_000);
  for (;;) {
    const state = await context
      .provider()
      .instances!.getState(target, patient());
    if (fits(state)) {
      return state;
    }
    if (Date.now() > end) {
      throw new Error(
        `The instance did not get there in time; it is ${JSON.stringify(
          state,
        )}`,
      );
    }
    await sleep(250);
  }
}

/** An id that no object has. */
export const ABSENT_ID = '00000000-0000-4000-8000-000000000000';

/** What instances of these tests are made of. */
export async function chooseParts(
  context: ContractContext,
  ownNetwork: string | undefined,
): Promise<
  Pick<
    InstanceRequest,
    'flavorExternalId' | 'imageExternalId' | 'networkExternalIds'
  >
> {
  const { options, provider } = context;
  const flavors = await readAll(provider(), 'flavor');
  const images = await readAll(provider(), 'image');
  const smallest = [...flavors]
    .filter(one => Object.keys(one.vector?.gpus ?? {}).length === 0)
    .sort(
      (a, b) =>
        (a.vector?.vcpus ?? Infinity) - (b.vector?.vcpus ?? Infinity) ||
        (a.vector?.memoryBytes ?? Infinity) -
          (b.vector?.memoryBytes ?? Infinity),
    )[0];
  const flavor = options.chooseFlavor
    ? options.chooseFlavor(flavors)
    : smallest;
  const image = options.chooseImage
    ? options.chooseImage(images)
    : images.find(one => one.status === 'active' && one.attributes.shared);
  if (!flavor || !image) {
    throw new Error('The endpoint has no flavor or no image to test with');
  }
  const network = ownNetwork ?? (await chooseNetwork(context));
  return {
    flavorExternalId: flavor.externalId,
    imageExternalId: image.externalId,
    networkExternalIds: [network],
  };
}

async function chooseNetwork(context: ContractContext): Promise<string> {
  const networks = await readAll(context.provider(), 'network');
  const network = context.options.chooseNetwork
    ? context.options.chooseNetwork(networks)
    : networks.find(
        one =>
          one.attributes.shared === true && one.attributes.external !== true,
      );
  if (!network) {
    throw new Error('The endpoint has no shared network to test with');
  }
  return network.externalId;
}
