/** `5s`, `PT5S`, or an object such as `{ seconds: 5 }`. */
type Duration = {
  minutes?: number;
  seconds?: number;
  milliseconds?: number;
};

export interface Config {
  infra?: {
    /** OpenStack clouds, one entry for each region the portal works with. */
    openstack?: Array<{
      /** Name of the provider in refs, pages and logs: `os-eu1`. Must not change later. */
      id: string;
      /** Name for people; the id when left out. */
      title?: string;
      /** Where the cloud stands. */
      site: string;
      /** false: only the SREs ask for changes there; default true */
      selfService?: boolean;
      /** Address of Keystone, with or without `/v3`. */
      authUrl: string;
      /** Region of the endpoints in the catalog; may be left out when there is one only. */
      region?: string;
      /** Which endpoints of the catalog are used; `public` when left out. */
      interface?: 'public' | 'internal' | 'admin';
      /** The portal's account: role `admin` on the project it logs in to. */
      auth:
        | {
            type: 'password';
            username: string;
            /** Domain of the user, by name; `Default` when left out. */
            userDomain?: string;
            /** @visibility secret */
            password: string;
            /** Project the account logs in to, by name. */
            project: string;
            /** Domain of the project, by name; also the domain new projects are made in. `Default` when left out. */
            projectDomain?: string;
          }
        | {
            /**
             * An application credential is bound to its project. Without `provisioning` the portal
             * can read the cloud and make projects, but no instances in them.
             */
            type: 'applicationCredential';
            id: string;
            /** @visibility secret */
            secret: string;
          };
      /** Account that creates instances; it gets `memberRole` on each project the portal makes. The account of `auth` when left out. */
      provisioning?: {
        username: string;
        /** Domain of the user, by name; `Default` when left out. */
        userDomain?: string;
        /** @visibility secret */
        password: string;
      };
      /** Certificate authorities in PEM, trusted beside the usual ones; use `$file` for a file. */
      ca?: string;
      /** How long to wait. */
      timeouts?: {
        /** For a connection; 5 seconds when left out. */
        connect?: Duration | string;
        /** For one request; 30 seconds when left out. */
        request?: Duration | string;
        /** For a read with its repetitions; 90 seconds when left out. */
        read?: Duration | string;
      };
      /** Requests under way at once; 8 when left out. */
      concurrency?: number;
      /**
       * GPU models by what stands for them here: a resource class (`VGPU`, `CUSTOM_GPU_H100`,
       * `CUSTOM_PCI_10DE_20B5`), a trait (`CUSTOM_NVIDIA_A100`), an alias of PCI passthrough (`a100`), a device
       * profile of Cyborg, or the ids of a PCI device (`10de:20b5`). `none` says that something is no GPU. PCI
       * devices of the portal's own table need no entry. Flavors with what nobody has named can't be used.
       */
      gpuModels?: { [name: string]: string };
      /** The network each project gets. */
      network?: {
        /** Name or id of the external network; without one a project's network has no way out. */
        externalNetwork?: string;
        /** Addresses of a project's network; `10.42.0.0/24` when left out. */
        cidr?: string;
        dnsServers?: string[];
        /** Addresses of the external network that instances may get; none when left out. */
        floatingIps?: {
          /** The most that one project may have. */
          perProject: number;
        };
      };
      /** Consoles that Nova is set up for; none are offered when left out. */
      console?: 'novnc' | 'spice' | 'serial';
      /** Machines of Ironic. */
      baremetal?: {
        /**
         * Whose token Ironic gets: that of the account's project, or of the system. The newer defaults of Ironic
         * (from 2023.1) show the admin of a project no more than what that project owns or leases. `system` shows
         * all nodes; it needs `auth.type` `password` and the role `reader` on the system. The other way is an
         * account of the project `service` with the role `service`, which needs nothing here. `project` when left out.
         */
        scope?: 'project' | 'system';
      };
      /** The default security group of each project. */
      firewall?: {
        /** Networks SSH may come from; from nowhere when left out. */
        sshFrom?: string[];
        /** Whether instances of one project may reach each other on all ports; false when left out. */
        allowWithinProject?: boolean;
      };
      /** Limits of a project's network resources; the cloud's defaults for those left out. */
      quota?: {
        networks?: number;
        subnets?: number;
        ports?: number;
        routers?: number;
        floatingIps?: number;
        securityGroups?: number;
        securityGroupRules?: number;
      };
      /** Name of a team's group in Keystone, with `{team}`; `{team}` when left out. */
      accessGroupTemplate?: string;
      /** Role that lets an account work inside a project; `member` when left out. */
      memberRole?: string;
    }>;
  };
}
