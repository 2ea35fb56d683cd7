/** A key the reader used before, as the portal remembers it. */
export interface RememberedKey {
  /** comment of the key, or the end of it */
  label: string;
  publicKey: string;
}

/** As many characters of a key's end as tell two keys of one person apart. */
const TAIL = 8;

/** Algorithm and end of a public key, as they stand in the `.pub` file: `ed25519 …9d3XkQ2a`. */
function mark(publicKey: string): string {
  const [type = '', data = ''] = publicKey.trim().split(/\s+/);
  return `${type.replace(/^(ssh|ecdsa)-/, '')} …${data.slice(-TAIL)}`;
}

/**
 * Names each of some keys so that no two are called alike: by its comment, and by its algorithm
 * and end too when another key carries the same comment.
 */
export function keyNames(keys: readonly RememberedKey[]): string[] {
  const labels = keys.map(({ label }) => label);
  return keys.map(({ label, publicKey }) =>
    labels.filter(other => other === label).length > 1
      ? `${label} (${mark(publicKey)})`
      : label,
  );
}
