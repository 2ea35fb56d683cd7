/** `5s`, `PT5S`, or an object such as `{ seconds: 5 }`. */
type Duration = {
  minutes?: number;
  seconds?: number;
  milliseconds?: number;
};

export interface Config {
  infra?: {
    /** Proxmox VE clusters, version 8.1 or later; a single node is a cluster of one. */
    proxmox?: Array<{
      /** Name of the provider in refs, pages and logs: `pve-eu1`. Must not change later. */
      id: string;
      /** Name for people; the id when left out. */
      title?: string;
      /** Where the cluster stands. */
      site: string;
      /** false: only the SREs ask for changes there; default true */
      selfService?: boolean;
      /** Nodes that are asked, in this order; any node answers for the whole cluster. */
      endpoints: Array<{
        /** `https://pve1.example.org:8006` */
        url: string;
        /** SHA-256 fingerprint of this node's certificate, for those that no authority has signed. */
        fingerprint?: string;
      }>;
      /** Certificate authorities in PEM, trusted beside the usual ones, such as the cluster's own; use `$file` for a file. */
      ca?: string;
      /** The portal's API token; docs tell which rights its role needs. */
      auth: {
        /** `user@realm!token` */
        tokenId: string;
        /** @visibility secret */
        secret: string;
      };
      /** How long to wait. */
      timeouts?: {
        /** For a connection; 5 seconds when left out. */
        connect?: Duration | string;
        /** For one request; 40 seconds when left out, longer than a node waits for another one. */
        request?: Duration | string;
        /** For a read with its repetitions; 90 seconds when left out. */
        read?: Duration | string;
      };
      /** Requests under way at once; 6 when left out. */
      concurrency?: number;
      /** Sizes that instances may have; Proxmox has none of its own. */
      flavors?: Array<{
        name: string;
        vcpus: number;
        memoryGiB: number;
        /** Size of the disk; the template's when that is larger. */
        storageGiB: number;
        /** GPUs of a PCI resource mapping. */
        gpus?: {
          mapping: string;
          count: number;
          /** Type of mediated device, `nvidia-1155`, where the mapping is of those. */
          mdev?: string;
        };
      }>;
      /** How instances are made from templates. */
      clone?: {
        /** `linked` shares the template's blocks, `full` copies them; `linked` when left out. */
        mode?: 'linked' | 'full';
        /** Storage of full clones; the template's when left out. */
        storage?: string;
      };
      /** VM ids the portal may use; 10000 to 999999 when left out. */
      vmids?: { from: number; to: number };
      /** Storage with content type `iso` for the seed images that configure instances; `local` when left out. */
      seedStorage?: string;
      /** Bridges and SDN vnets that instances may use; all when left out. */
      networks?: string[];
      /** What is promised of the hardware. */
      capacity?: {
        /** vCPUs for each thread; 4 when left out. */
        cpuRatio?: number;
        /** Memory for the nodes themselves; 4 GiB each when left out. */
        reservedMemoryGiB?: number;
      };
      /**
       * GPU models by PCI resource mapping or by PCI id, `10de:26b9`; before the table that the portal has.
       * `none` says that a device is no GPU. What neither names may not be used.
       */
      gpuModels?: { [name: string]: string };
      /** Gives a team's group rights on its projects. */
      access?: {
        /** Name of the team's group in Proxmox, with `{team}`. */
        group: string;
        /** `PVEVMUser` when left out. */
        role?: string;
      };
    }>;
  };
}
