/** The three parts of a MAAS API key. */
export interface ApiKey {
  consumerKey: string;
  tokenKey: string;
  tokenSecret: string;
}

/** One entry of `infra.maas`. */
export interface MaasConfig {
  id: string;
  title: string;
  site: string;
  selfService: boolean;
  /** `infra.maas[0]` */
  configKey: string;
  /** without a slash at the end: `http://maas:5240/MAAS` */
  url: string;
  apiKey: ApiKey;
  ca?: string;
  timeouts: { connectMs?: number; requestMs: number; readMs: number };
  concurrency: number;
  gpuVendors: string[];
  /** by `vendor:product`, lower case */
  gpuModels: Record<string, string>;
  tagPrefixes: { rack: string; role: string };
}
