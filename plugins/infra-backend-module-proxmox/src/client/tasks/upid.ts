/** Parts of a task's id that are of use. */
export interface Upid {
  /** node the task runs on, and must be asked about it */
  node: string;
  /** `qmclone`, `qmstart`, … */
  type: string;
  /** id of the guest the task was asked for; of a clone the source */
  id: string;
  /** seconds since 1970 */
  startedAt: number;
}

/** As Proxmox VE reads it; the colon at the end is part of it. */
const PATTERN =
  /^UPID:([a-zA-Z0-9-]+):[0-9A-F]{8}:[0-9A-F]{8,9}:([0-9A-F]{8}):([^:\s/]+):([^:\s/]*):[^:\s/]+:$/;

/** @returns undefined when the text is no task id */
export function parseUpid(text: string): Upid | undefined {
  const match = PATTERN.exec(text);
  return match
    ? {
        node: match[1],
        startedAt: parseInt(match[2], 16),
        type: match[3],
        id: match[4],
      }
    : undefined;
}
