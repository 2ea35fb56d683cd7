import type {
  HostCapacity,
  ResourceKind,
  ResourceVector,
} from '@ironstage/plugin-infra-common';
import type { ProviderCallOptions } from './ProviderCallOptions';

/** A row as a provider reads it; references are external ids of the same provider. @public */
export interface InventoryItem {
  kind: ResourceKind;
  /** the provider's own id, unique within provider and kind, stable across renames */
  externalId: string;
  name: string;
  /** of instances one of `INSTANCE_STATUSES`, of machines one of `MACHINE_STATUSES`; else a word in lower case */
  status: string;
  zone?: string;
  /** tenant an instance, network or private image belongs to */
  projectExternalId?: string;
  /** hypervisor an instance runs on */
  hostExternalId?: string;
  /** what an instance or a volume holds, a flavor takes, a machine is made of */
  vector?: ResourceVector;
  /**
   * Of hypervisors, children such as GPUs included, and of storages that several hosts share,
   * each once; what is only within one host counts for that host.
   */
  capacity?: HostCapacity;
  /**
   * Further facts that change seldom; a volatile value here makes every sync write the row.
   * Known names: `addresses` (string[]), `flavor`, `image`, `fault`, `shared`
   * (boolean, network or image of everybody), `external` (boolean, network), `cidrs` (string[]),
   * `minMemoryBytes`, `minStorageBytes`, `os`, `rack`, `gpuModel`, `tags` (string[]), `operationId`.
   * What hosts and machines are recognised by in each other's clouds: `systemUuid`, `serial`,
   * `macs` (string[]), `bmcAddress`, `hostname`.
   * Of machines: `architecture`, `cpuModel`, `vendor`, `product`, `pool`, `powerType`, `powerState`,
   * `disks` (`{name, model, sizeBytes, kind}`), `nics` (`{name, mac, vlan, network, up, speedMbps, addresses}`),
   * `gpus` (`{model, vendorId, productId, pciAddress, numaNode}`), `numaNodes` (`{index, vcpus, memoryBytes}`).
   * Of images: `visibility`, `sizeBytes`, `architecture`. Of volumes: `attachedTo` (string[], instances).
   * Of instances: `volumes` (string[]), `networks` (string[], names), `serverGroup` (`{name, policy}`), `type` (`vm` or `container`), `ha`.
   */
  attributes: Record<string, unknown>;
  /** ISO 8601 with zone */
  createdAt?: string;
}

/** Reads everything a provider has, a kind at a time. @public */
export interface InventoryReader {
  /** kinds this provider has */
  readonly kinds: readonly ResourceKind[];

  /**
   * Yields all rows of a kind in pages, with bulk calls only.
   *
   * A reader that returns has yielded everything; one that throws has not, and nothing
   * is removed then. An object that changes between two pages may be yielded twice.
   */
  pages(
    kind: ResourceKind,
    options: ProviderCallOptions,
  ): AsyncIterable<InventoryItem[]>;

  /**
   * Reads one object back.
   * @returns undefined when it is not there (any more)
   */
  get(
    kind: ResourceKind,
    externalId: string,
    options: ProviderCallOptions,
  ): Promise<InventoryItem | undefined>;
}
