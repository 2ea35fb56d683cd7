/** The parts of a task's id. */
export interface Upid {
  node: string;
  pid: number;
  pstart: number;
  /** Epoch seconds. */
  starttime: number;
  type: string;
  subject: string;
  /** `user@realm` or `user@realm!token` */
  authid: string;
}

const PATTERN =
  /^UPID:([a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?):([0-9A-Fa-f]{8}):([0-9A-Fa-f]{8,9}):([0-9A-Fa-f]{8}):([^:\s/]+):([^:\s/]*):([^:\s/]+):$/;

function hex(value: number): string {
  return value.toString(16).toUpperCase().padStart(8, '0');
}

export function formatUpid(parts: Upid): string {
  const { node, pid, pstart, starttime, type, subject, authid } = parts;
  const numbers = [pid, pstart, starttime].map(hex).join(':');
  return `UPID:${node}:${numbers}:${type}:${subject}:${authid}:`;
}

/** @returns undefined when the text is not a task id */
export function parseUpid(text: string): Upid | undefined {
  const match = PATTERN.exec(text);
  return match
    ? {
        node: match[1],
        pid: parseInt(match[2], 16),
        pstart: parseInt(match[3], 16),
        starttime: parseInt(match[4], 16),
        type: match[5],
        subject: match[6],
        authid: match[7],
      }
    : undefined;
}
