import type {
  ResourceKind,
  ResourceVector,
} from '@ironstage/plugin-infra-common';
import type { ProviderErrorKind } from '../errors/ProviderError';
import type {
  InfraProvider,
  ProviderCapability,
} from '../provider/InfraProvider';
import type { InstanceActionName } from '../provider/InstanceActions';
import type { InventoryItem } from '../provider/InventoryReader';

/** A provider that is set up wrongly on purpose, and the error it must come up with. @public */
export interface BrokenProvider {
  /** ends the sentence "says what is wrong when …" */
  when: string;
  create: () => InfraProvider | Promise<InfraProvider>;
  kinds: ProviderErrorKind[];
  /** what the message must contain: the configuration key to look at */
  mentions: string;
  /** what is wrong does not matter to reading, only to what else the portal does there */
  readable?: boolean;
}

/** What the contract tests need to know about the endpoint they run against. @public */
export interface ProviderContractOptions {
  /** title of the tests: `os against the simulator` */
  name: string;
  /** a fresh provider against a running endpoint; called once */
  createProvider: () => InfraProvider | Promise<InfraProvider>;
  /** kinds of rows the provider has; the tests fail when one is missing or another is there */
  kinds: readonly ResourceKind[];
  /** kinds the provider has and this endpoint has nothing of: a service of the cloud that is not there */
  empty?: readonly ResourceKind[];
  /** things the provider can do; the tests fail when one is missing or another is there */
  capabilities: readonly ProviderCapability[];
  /** of `instanceActions`, those it can do; the tests fail when one is missing or another is there */
  instanceActions?: readonly InstanceActionName[];
  /** passwords, tokens, …: texts that must not occur in any error */
  secrets: readonly string[];
  /** owner of the projects that the tests make; a group the provider need not know */
  owner?: string;
  /** quota of those projects; enough for two small instances when left out */
  quota?: ResourceVector;
  /** flavor for instances; the one with the fewest processors and no GPU when left out */
  chooseFlavor?: (flavors: InventoryItem[]) => InventoryItem | undefined;
  /** image for instances; the first active one that is shared when left out */
  chooseImage?: (images: InventoryItem[]) => InventoryItem | undefined;
  /** network for instances where projects have none of their own; the first shared one when left out */
  chooseNetwork?: (networks: InventoryItem[]) => InventoryItem | undefined;
  /** an image that machines can be deployed with; the first active one when left out */
  chooseMachineImage?: (images: InventoryItem[]) => InventoryItem | undefined;
  /** removes what a snapshot left, by its external id */
  removeSnapshot?: (externalId: string) => Promise<void>;
  /** external ids that no object has; as the provider writes them */
  absentId?: string;
  /** providers that are set up wrongly */
  broken?: readonly BrokenProvider[];
  /** for an instance to become active or go away; 60000 when left out */
  settleTimeoutMs?: number;
  /** for one test; 120000 when left out */
  testTimeoutMs?: number;
  /** runs before everything */
  start?: () => Promise<void>;
  /** runs after everything, whatever happened */
  stop?: () => Promise<void>;
}
