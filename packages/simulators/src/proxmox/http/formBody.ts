import type { RawParameters, RawValue } from '../schema/checkParameters';

function decode(text: string): string {
  const spaced = text.replace(/\+/g, ' ');
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}

/**
 * Decodes a form or a query as AnyEvent.pm of pve-http-server does: pairs end
 * at `&` and at `;`, a value ends at a second raw `=`, repeated keys are lists.
 */
export function decodeForm(text: string): RawParameters {
  const out: RawParameters = {};
  for (const pair of text.split(/[&;]/)) {
    if (pair === '') {
      continue;
    }
    const [rawKey, rawValue = ''] = pair.split('=');
    const key = decode(rawKey);
    const value = decode(rawValue);
    const before = out[key];
    out[key] =
      before === undefined
        ? value
        : [
            ...(Array.isArray(before) ? (before as RawValue[]) : [before]),
            value,
          ];
  }
  return out;
}
