export interface Config {
  /** Ironstage: one inventory, one set of guardrails, one self-service. */
  infra?: {
    /** How things are named. */
    naming?: {
      /** environments a project may be for; default dev, staging, prod */
      environments?: string[];
      /** template of project names with {team} and {environment} */
      project?: string;
      /** regular expression an instance name matches as a whole */
      instance?: string;
      /** the expression in words */
      instanceHint?: string;
    };
    /** Who counts as whom. */
    identity?: {
      /**
       * what becomes of somebody with a valid session whom the catalog does not know (any more): deny refuses
       * everything, own lets such a person act in no team and no role; default deny, and own in development
       */
      unknownUsers?: 'deny' | 'own';
      /** members of a group are members of the groups above it, too; default false */
      nestedGroups?: boolean;
    };
    /** Golden images: what the images page and its warnings go by. */
    images?: {
      /**
       * regular expression that the name of a golden image matches as a whole, with the groups family and version;
       * default: region, what it is, and year.month, as in eu-baseos-2025.01
       */
      convention?: string;
      /** the expression in words */
      hint?: string;
      /** days after which an image is too old to be used for something new; default 365 */
      maxAgeDays?: number;
    };
    /** What things cost; without it the costs page counts hours only. */
    costs?: {
      /** as it is shown; default EUR */
      currency?: string;
      /** price of a vCPU for an hour; default 0, as of all below */
      vcpuHour?: number;
      memoryGiBHour?: number;
      storageGiBHour?: number;
      /** by model, and `default` for those not listed */
      gpuHour?: { [model: string]: number };
      /** of a machine that is given away whole */
      machineDay?: number;
    };
    /** Networks: what they are for is told by their names. */
    networks?: {
      /** words by role, instead of the usual ones; * at the end of a word stands for any letters */
      roles?: {
        oob?: string[];
        mgmt?: string[];
        backup?: string[];
        storage?: string[];
        public?: string[];
        tenant?: string[];
      };
      /** roles that each site should have a network of; default all */
      expected?: Array<
        'oob' | 'mgmt' | 'backup' | 'storage' | 'public' | 'tenant'
      >;
    };
    /** Quota a new project gets, by environment; `default` for those not listed. */
    defaultQuotas?: {
      [environment: string]: {
        vcpus: number;
        memoryGiB: number;
        storageGiB: number;
        instances: number;
        /** GPUs by model */
        gpus?: { [model: string]: number };
      };
    };
    /**
     * What the projects of some teams may have together, from the organisation to its teams. Asked when a project is made and
     * when a quota goes up; every budget that a team is in has to have room.
     */
    budgets?: Array<{
      name: string;
      /** name of the budget that this one is a part of; it stands before its parts */
      parent?: string;
      /** entity refs, or * for every team; those of its parts count as well */
      teams?: string[];
      /** what is left out has no limit */
      limits: {
        vcpus?: number;
        memoryGiB?: number;
        storageGiB?: number;
        instances?: number;
        gpus?: { [model: string]: number };
      };
    }>;
    quotas?: {
      /** percent of a quota at which the team is told; default 80 and 95, an empty list for never */
      warnAtPercent?: number[];
    };
    lease?: {
      /** days an instance lives when nobody says otherwise; default 30 */
      defaultDays?: number;
      /** the longest lease; default 180 */
      maxDays?: number;
      /** days that an instance is kept, stopped, after the end of its lease, before it is deleted; default 3 */
      graceDays?: number;
      /**
       * hours that an instance is kept, stopped, after somebody has deleted it, and can be had back; default 0: it is
       * deleted at once
       */
      undoHours?: number;
      /** days before the end at which the owner is reminded; default 3 and 1 */
      reminderDays?: number[];
    };
    gpu?: {
      /** most GPUs one request may ask for; default 8 */
      maxCount?: number;
      /** longest GPU grant in days; default 30 */
      maxDays?: number;
    };
    capacity?: {
      history?: {
        /**
         * Days of the past that are worked out of the creation dates of instances when a provider is first sampled; default 0.
         * What was deleted before is unknown, so that past looks emptier than it was and growth steeper: for the
         * demo's estate, in which nothing was ever deleted.
         */
        reconstructDays?: number;
      };
    };
    /** What Prometheus is told by HTTP service discovery: see docs/guides/monitoring.md. */
    monitoring?: {
      /** what is scraped; default: node on 9100, and dcgm on 9400 where there are GPUs */
      ports?: Array<{
        port: number;
        /** label `job` of the targets; different for each port of a machine */
        job: string;
        /** default both */
        kinds?: Array<'instance' | 'machine'>;
        /** roles of machines, as machineRoles has them; default all */
        roles?: string[];
        /** of what has GPUs only; default false */
        gpus?: boolean;
        /** default /metrics */
        path?: string;
        /** default as the job of Prometheus has it */
        scheme?: 'http' | 'https';
        /** further labels of these targets; names of small letters, digits and _ */
        labels?: { [name: string]: string };
      }>;
      /**
       * networks in CIDR notation whose addresses are scraped, the best first; what has none in them is no target.
       * Default: the first address of each
       */
      networks?: string[];
      /** ids of providers whose machines and instances are no targets */
      exceptProviders?: string[];
    };
    /** What machines are for, by tag or pool; the first that applies, else what the provider says. */
    machineRoles?: Array<{
      /** such as compute, gpu, storage, infra, control-plane */
      role: string;
      /** tags or traits; a machine with one of them has the role */
      tags?: string[];
      /** pools; a machine in one of them has the role */
      pools?: string[];
    }>;
    approvals?: {
      /** entity refs of the groups that are told about requests waiting for a decision */
      approvers?: string[];
      /** days after which an undecided request expires; default 7 */
      deadlineDays?: number;
      /** GPU requests for more GPUs than this need an approval; default 0 */
      gpuCountAbove?: number;
      /** leases longer than this need an approval; default never */
      leaseDaysAbove?: number;
      /** environments whose new projects need an approval */
      projectEnvironments?: string[];
      /**
       * Requests that somebody has to agree to. Every rule that applies has to be satisfied by its own approvers; it takes
       * the place of what needs an approval without any rule.
       */
      rules?: Array<{
        /** kept with every decision */
        name: string;
        /** what people are told, before why it applies */
        reason?: string;
        /** what a request has to be like; all of what is given has to hold */
        when: {
          /** operation types, such as quota.change */
          types?: string[];
          environments?: string[];
          /** GPU models, with * at the end for any more */
          gpuModels?: string[];
          /** more GPUs than this, of `gpuModels` when that is given */
          gpusAbove?: number;
          gpusAtMost?: number;
          /** days from today until it ends */
          leaseDaysAbove?: number;
          leaseDaysAtMost?: number;
          /** one of these limits goes up by more */
          quotaIncreaseAbove?: {
            vcpus?: number;
            memoryGiB?: number;
            storageGiB?: number;
            instances?: number;
            gpus?: { [model: string]: number };
          };
          /** no limit goes up by more; what is left out does not go up at all */
          quotaIncreaseAtMost?: {
            vcpus?: number;
            memoryGiB?: number;
            storageGiB?: number;
            instances?: number;
            gpus?: { [model: string]: number };
          };
          /** by the rate card, which has to be there; a month has 730 hours */
          monthlyCostAbove?: number;
          monthlyCostAtMost?: number;
          /** true: the project has never had the flavor */
          firstUseOfFlavor?: boolean;
        };
        /** entity refs of people and groups one of whom decides; default every approver. They need the permission to approve, too */
        approvers?: string[];
        /** how many different people have to agree, 1 to 5; default 1 */
        decisions?: number;
        /** hours until it expires undecided; default `deadlineDays` */
        deadlineHours?: number;
      }>;
      /** Requests that would need an approval without any rule, and do not when they are like this and no rule applies. */
      autoApprove?: Array<{
        name: string;
        when: {
          /** operation types, such as quota.change */
          types?: string[];
          environments?: string[];
          /** GPU models, with * at the end for any more */
          gpuModels?: string[];
          /** more GPUs than this, of `gpuModels` when that is given */
          gpusAbove?: number;
          gpusAtMost?: number;
          /** days from today until it ends */
          leaseDaysAbove?: number;
          leaseDaysAtMost?: number;
          /** one of these limits goes up by more */
          quotaIncreaseAbove?: {
            vcpus?: number;
            memoryGiB?: number;
            storageGiB?: number;
            instances?: number;
            gpus?: { [model: string]: number };
          };
          /** no limit goes up by more; what is left out does not go up at all */
          quotaIncreaseAtMost?: {
            vcpus?: number;
            memoryGiB?: number;
            storageGiB?: number;
            instances?: number;
            gpus?: { [model: string]: number };
          };
          /** by the rate card, which has to be there; a month has 730 hours */
          monthlyCostAbove?: number;
          monthlyCostAtMost?: number;
          /** true: the project has never had the flavor */
          firstUseOfFlavor?: boolean;
        };
      }>;
    };
    sync?: {
      /** seconds between two reads of a provider; default 60 */
      frequencySeconds?: number;
      /** seconds one read may take; default 600 */
      timeoutSeconds?: number;
      /** part of a provider's rows that a sync may remove on its own; default 0.2 */
      maxRemovalRatio?: number;
    };
    operations?: {
      /** operations one replica runs at a time; default 10 */
      concurrency?: number;
      /** seconds until another replica takes over a silent runner's operation; default 30 */
      claimSeconds?: number;
      /** seconds a step may take, retries included; default 900 */
      stepTimeoutSeconds?: number;
      /** minutes a machine may take to be installed, commissioned or given back; default 120. Erasing all of its disks may take 72 hours */
      machineMinutes?: number;
      /** seconds between two looks at what a provider is building; default 2 */
      pollSeconds?: number;
      /** seconds a guest has to shut down or reboot when it is asked to; default 300 */
      guestSeconds?: number;
    };
    /** What every provisioned instance is born with. */
    baseline?: {
      /** written on the instance, so that one can tell which baseline it has */
      version?: string;
      /** host:port of the syslog server (TCP) that instances ship their logs to */
      logTarget?: string;
      /** install and start the node exporter; default true */
      nodeExporter?: boolean;
    };
    /** The audit chain: see docs/guides/audit.md. */
    audit?: {
      /** minutes between two checkpoints of the chain, when anything came to it; default 60 */
      checkpointMinutes?: number;
      /**
       * Ed25519 private key (PEM, PKCS 8) that checkpoints are signed with; the same for all replicas
       * @visibility secret
       */
      signingKey?: string;
      /** file with such a key; made when it is not there. Without either, checkpoints are not signed */
      signingKeyFile?: string;
    };
    /** What stands on what. */
    topology?: {
      /** rows of the inventory that are held in memory at most, for relations and blast radius; default 400000 */
      maxRows?: number;
    };
    /** What no cloud knows of machines: racks, units, power feeds, switches, owners, prices. */
    overlay?: {
      /** paths of YAML files, from the directory the back end runs in; read again when they change */
      files?: string | string[];
    };
  };
}
