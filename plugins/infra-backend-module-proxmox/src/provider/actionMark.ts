import { ACTION_TAG } from '../client/ownership';

const MARK = 'ironstage-action: ';

/** The longest notes that Proxmox VE takes, in characters; counted in bytes, of which there are never fewer. */
const MAX_NOTES = 8192;

/** An action that an operation has begun or is about to begin. */
export interface ActionMark {
  operationId: string;
  /** `reboot` */
  action: string;
  /** seconds since 1970, by the portal's clock, which may be a little off the node's */
  at: number;
}

const LINE = new RegExp(`^${MARK}(\\S+) (\\S+) (\\d+)\\r?$`, 'm');
/** A line with its end, so that what stands around it stays byte for byte. */
const WHOLE_LINE = new RegExp(`^${MARK}.*(?:\\n|$)`, 'gm');

function tagsOf(tags: string | undefined): string[] {
  return (tags ?? '').split(/[;, ]/).filter(Boolean);
}

function isMark(tag: string): boolean {
  return tag.startsWith(ACTION_TAG);
}

/** The last action that a guest's notes or tags tell of. */
export function readMark(
  notes: string | undefined,
  tags?: string,
): ActionMark | undefined {
  // a tag is taken away when the notes have room again, so where there is one it is the later
  const tag = tagsOf(tags).find(isMark)?.slice(ACTION_TAG.length).split('.');
  const [operationId, action, at] =
    tag ?? LINE.exec(notes ?? '')?.slice(1) ?? [];
  return at === undefined ? undefined : { operationId, action, at: Number(at) };
}

/** Notes with a mark at their end in place of the last one; everything else stays as it was written. */
export function writeMark(notes: string | undefined, mark: ActionMark): string {
  const rest = (notes ?? '').replace(WHOLE_LINE, '');
  const end = rest === '' || rest.endsWith('\n') ? '' : '\n';
  return `${rest}${end}${MARK}${mark.operationId} ${mark.action} ${mark.at}`;
}

/**
 * The options that put a mark on a guest: in its notes, or as a tag when the notes have no room for it.
 * They belong to others, so nothing is cut off to make room.
 */
export function markOptions(
  guest: { description?: string; tags?: string },
  mark: ActionMark,
): { description?: string; tags?: string } {
  const tags = tagsOf(guest.tags);
  const others = tags.filter(one => !isMark(one));
  const description = writeMark(guest.description, mark);
  if (Buffer.byteLength(description) <= MAX_NOTES) {
    return {
      description,
      ...(others.length < tags.length && { tags: others.join(';') }),
    };
  }
  const tag = `${ACTION_TAG}${mark.operationId}.${mark.action}.${mark.at}`;
  return { tags: [...others, tag.toLowerCase()].join(';') };
}
