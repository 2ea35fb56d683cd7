/**
 * ISO 8601 with a zone, of the ways services write a time in UTC: `2026-11-22T16:51:06.000000`,
 * `2026-11-22 16:51:06`, and with a zone.
 * @returns undefined of what is none of them
 */
export function utc(text: string | null | undefined): string | undefined {
  const found =
    /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d(?:\.\d+)?)(Z|[+-]\d\d:\d\d)?$/.exec(
      text ?? '',
    );
  return found ? `${found[1]}T${found[2]}${found[3] ?? 'Z'}` : undefined;
}
