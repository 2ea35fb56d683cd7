/** `5s`, `PT5S`, or an object such as `{ seconds: 5 }`. */
type Duration = {
  minutes?: number;
  seconds?: number;
  milliseconds?: number;
};

export interface Config {
  infra?: {
    /** MAAS regions, version 3.4 or later. */
    maas?: Array<{
      /** Name of the provider in refs, pages and logs: `maas-eu1`. Must not change later. */
      id: string;
      /** Name for people; the id when left out. */
      title?: string;
      /** Where the machines stand. */
      site: string;
      /** false: only the SREs ask for changes there; default true */
      selfService?: boolean;
      /** Address of the region: `http://maas.example.org:5240/MAAS` */
      url: string;
      /**
       * API key of an administrator: `consumer:token:secret`. Other accounts see only their own machines.
       * @visibility secret
       */
      apiKey: string;
      /** Certificate authorities in PEM, trusted beside the usual ones; use `$file` for a file. */
      ca?: string;
      /** How long to wait. */
      timeouts?: {
        /** For a connection; 5 seconds when left out. */
        connect?: Duration | string;
        /** For one request; 2 minutes when left out: MAAS takes about 19 ms for each machine of a list. */
        request?: Duration | string;
        /** For a read with its repetitions; 5 minutes when left out. */
        read?: Duration | string;
      };
      /** Requests under way at once; 4 when left out. */
      concurrency?: number;
      /** PCI vendors whose devices are looked for, four hex digits; `10de`, `1002`, `8086` and `1da3` when left out. */
      gpuVendors?: string[];
      /** GPU models by PCI vendor and device, `10de:2330`, where the portal's table does not have them right; `none` for what is no GPU. */
      gpuModels?: { [id: string]: string };
      /** How tags tell more about a machine. */
      tagPrefixes?: {
        /** Of the tag that names the rack; `rack-` when left out. */
        rack?: string;
        /** Of the tag that names the role; `role-` when left out. */
        role?: string;
      };
    }>;
  };
}
