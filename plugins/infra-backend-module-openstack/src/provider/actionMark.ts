/** An action that an operation has begun or is about to begin. */
export interface ActionMark {
  operationId: string;
  /** `reboot` */
  action: string;
  /** request id of the last action before it; undefined when there was none */
  after?: string;
}

/** Reads the last action from a server's metadata. */
export function readMark(value: string | undefined): ActionMark | undefined {
  const [operationId, action, after] = (value ?? '').split(' ');
  return operationId && action && after
    ? { operationId, action, ...(after !== '-' && { after }) }
    : undefined;
}

/** As it is written into a server's metadata, whose values end at 255 characters. */
export function writeMark({ operationId, action, after }: ActionMark): string {
  return `${operationId} ${action} ${after ?? '-'}`;
}
