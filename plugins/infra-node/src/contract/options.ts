import type { ResourceVector } from '@ironstage/plugin-infra-common';
import type { ProviderErrorKind } from '../errors/ProviderError';
import type { InfraProvider } from '../provider/InfraProvider';
import type { InventoryItem } from '../provider/InventoryReader';

/** A provider that is set up wrongly on purpose, and the error it must come up with. @public */
export interface BrokenProvider {
  /** ends the sentence "says what is wrong when …" */
  when: string;
  create: () => InfraProvider | Promise<InfraProvider>;
  kinds: ProviderErrorKind[];
  /** what the message must contain: the configuration key to look at */
  mentions: string;
}

/** What the contract tests need to know about the endpoint they run against. @public */
export interface ProviderContractOptions {
  /** title of the tests: `os against the simulator` */
  name: string;
  /** a fresh provider against a running endpoint; called once */
  createProvider: () => InfraProvider | Promise<InfraProvider>;
  /** things the provider must be able to do; the tests fail when one is missing or another is there */
  capabilities: { projects: boolean; instances: boolean };
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
