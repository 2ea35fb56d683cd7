import type { Visibility } from '../database/criteria';

/** A network as the inventory has it. */
export interface NetworkRow {
  ref: string;
  name: string;
  provider: string;
  site: string | null;
  project: string | null;
  owner: string | null;
  /** whether it belongs to a tenant, one that the portal knows as a project or not */
  ofTenant: boolean;
  attributes: Record<string, unknown>;
}

/** Reads what the inventory knows of networks. */
export interface NetworkStore {
  /** Networks by name, up to a number. */
  networks(limit: number, visibility: Visibility): Promise<NetworkRow[]>;
}
