const compiled = new Map<string, RegExp>();

/**
 * A Perl pattern of the schema as a JavaScript one that must match the whole
 * value. `(?^:…)` is how Perl prints a compiled pattern without flags.
 */
export function perlRegex(pattern: string): RegExp {
  let regex = compiled.get(pattern);
  if (!regex) {
    const flags = pattern.includes('(?^i:') ? 'i' : '';
    const source = pattern.replace(/\(\?\^i?:/g, '(?:');
    regex = new RegExp(`^(?:${source})$`, flags);
    compiled.set(pattern, regex);
  }
  return regex;
}
