import type { Visibility } from '../database/criteria';

/** An image as one cloud has it. */
export interface ImageCopy {
  ref: string;
  provider: string;
  externalId: string;
  name: string;
  status: string;
  createdAt: string | null;
}

/** How many run an image, of one project at one cloud. */
export interface ImageUse {
  provider: string;
  /** name or id, as the cloud says it */
  image: string;
  kind: 'instance' | 'machine';
  project: string | null;
  owner: string | null;
  count: number;
}

/** Reads what the inventory knows of images. */
export interface ImageStore {
  /** Images that are no snapshots, by name. */
  copies(limit: number, visibility: Visibility): Promise<ImageCopy[]>;
  snapshots(visibility: Visibility): Promise<number>;
  uses(visibility: Visibility): Promise<ImageUse[]>;

  /** Counts anew who runs what, where something has changed since. */
  countUses(signal: AbortSignal): Promise<void>;
}
