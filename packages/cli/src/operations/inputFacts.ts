/** Told in a line of its own, or of no use to anybody but a program. */
const TOLD_ELSEWHERE = ['project', 'userData'];

/** `gpuModel` and `ssh-key` alike as words. */
const words = (name: string) =>
  name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();

/** Type and comment of a public key, without what nobody reads. */
function keyWords(key: string): string {
  const [type = '', data = '', ...comment] = key.trim().split(/\s+/);
  return [type, `…${data.slice(-8)}`, ...comment].join(' ');
}

function valueText(name: string, value: unknown): string {
  if (name === 'sshPublicKey') {
    return keyWords(String(value));
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** What was asked for, field by field: whoever decides about it decides by this. */
export function inputFacts(
  input: Record<string, unknown>,
): Array<[string, string]> {
  return Object.entries(input)
    .filter(
      ([name, value]) =>
        !TOLD_ELSEWHERE.includes(name) && value !== undefined && value !== null,
    )
    .map(([name, value]) => [words(name), valueText(name, value)]);
}
