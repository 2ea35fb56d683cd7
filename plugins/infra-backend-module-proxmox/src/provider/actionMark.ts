const MARK = 'ironstage-action: ';

/** An action that an operation has begun or is about to begin. */
export interface ActionMark {
  operationId: string;
  /** `reboot` */
  action: string;
  /** seconds since 1970, by the portal's clock, which may be a little off the node's */
  at: number;
}

/** The last action the notes of a guest tell of. */
export function readMark(notes: string | undefined): ActionMark | undefined {
  const line = (notes ?? '').split('\n').find(one => one.startsWith(MARK));
  const [operationId, action, at] = (line ?? '').slice(MARK.length).split(' ');
  return line && at ? { operationId, action, at: Number(at) } : undefined;
}

/** The notes with this mark in place of the last one. */
export function writeMark(notes: string | undefined, mark: ActionMark): string {
  const rest = (notes ?? '')
    .split('\n')
    .filter(line => line && !line.startsWith(MARK));
  return [...rest, `${MARK}${mark.operationId} ${mark.action} ${mark.at}`].join(
    '\n',
  );
}
