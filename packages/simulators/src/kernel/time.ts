/** `2026-11-22T16:46:12Z` */
export function isoSeconds(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}

/** `2026-11-22T16:46:12.000000`: no zone, means UTC. */
export function isoMicros(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}.000000`;
}

/** `2026-11-22T16:46:12.000000Z` */
export function isoMicrosZ(time: number): string {
  return `${isoMicros(time)}Z`;
}

/** Milliseconds of an ISO date-time; without a zone it is UTC. NaN if invalid. */
export function parseIso(text: string): number {
  if (!/^\d{4}-\d{2}-\d{2}(T|$)/.test(text)) {
    return NaN;
  }
  const zoned = /(Z|[+-]\d{2}:?\d{2})$/.test(text) || !text.includes('T');
  return Date.parse(zoned ? text : `${text}Z`);
}
