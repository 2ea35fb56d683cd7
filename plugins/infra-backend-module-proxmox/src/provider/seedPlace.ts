import { createHash } from 'node:crypto';
import type { GuestConfig } from '../client/guests/types';

/** Where the seed image of a guest is. */
export interface SeedPlace {
  node: string;
  storage: string;
  name: string;
}

/** Name of the image; a repeated request makes the same. */
export function seedName(vmid: number, operationId: string): string {
  const mark = createHash('sha256').update(operationId).digest('hex');
  return `ironstage-${vmid}-${mark.slice(0, 12)}.iso`;
}

/** The seed image in a guest's drive, if it is one of ours. */
export function seedPlaceOf(
  guest: { node: string },
  config: GuestConfig,
): SeedPlace | undefined {
  for (const value of Object.values(config)) {
    const match =
      /^([^:,]+):iso\/(ironstage-\d+-[0-9a-f]{12}\.iso)(?:,|$)/.exec(
        String(value),
      );
    if (match) {
      return { node: guest.node, storage: match[1], name: match[2] };
    }
  }
  return undefined;
}
