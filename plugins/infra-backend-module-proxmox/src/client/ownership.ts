/** Tag of every guest the portal made. */
export const MANAGED_TAG = 'ironstage';

/** How a tag begins that marks an action in place of the notes. */
export const ACTION_TAG = 'ironstage-action.';

const OPERATION_PREFIX = 'op-';
const FLAVOR_PREFIX = 'flavor-';
const IMAGE_PREFIX = 'image-';
const MARK = 'ironstage-operation: ';

/** Tags that are put on a guest once it has its configuration; Proxmox VE lower-cases them. */
export function guestTags(parts: {
  operationId: string;
  flavor: string;
  image: string;
}): string[] {
  return [
    MANAGED_TAG,
    `${OPERATION_PREFIX}${parts.operationId}`,
    `${FLAVOR_PREFIX}${parts.flavor}`,
    `${IMAGE_PREFIX}${parts.image.replace(/[^\w\-+.]/g, '-')}`,
  ].map(tag => tag.toLowerCase());
}

/** What the tags of a guest tell; `all` is without marks of actions. */
export function readTags(tags: string | null | undefined): {
  all: string[];
  operationId?: string;
  flavor?: string;
  image?: string;
} {
  const all = (tags ?? '')
    .split(/[;, ]/)
    .filter(tag => tag && !tag.startsWith(ACTION_TAG));
  const rest = (prefix: string) =>
    all.find(tag => tag.startsWith(prefix))?.slice(prefix.length);
  return {
    all: all.sort(),
    operationId: rest(OPERATION_PREFIX),
    flavor: rest(FLAVOR_PREFIX),
    image: rest(IMAGE_PREFIX),
  };
}

/** The notes of a guest or pool: who made it, and facts for people. */
export function writeNotes(
  operationId: string,
  facts: Record<string, string>,
): string {
  return [
    `${MARK}${operationId}`,
    ...Object.entries(facts).map(([name, value]) => `${name}: ${value}`),
  ].join('\n');
}

/** The operation that made a guest or pool, by its notes. */
export function operationOfNotes(
  notes: string | null | undefined,
): string | undefined {
  return (notes ?? '')
    .split('\n')
    .find(line => line.startsWith(MARK))
    ?.slice(MARK.length)
    .trim();
}
