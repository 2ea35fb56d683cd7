/** Characters that stand for themselves in a value only behind a backslash (RFC 4514, section 2.4). */
const SPECIAL = /[,+"\\<>;=]/g;

const escaped = (value: string) =>
  value
    .replace(SPECIAL, character => `\\${character}`)
    .replace(/^[ #]|(?<!\\) $/g, character => `\\${character}`);

/** Reads `\2C` and `\,` alike; several bytes in hex are one character in UTF-8. */
function unescaped(value: string): string {
  return value.replace(
    /(?:\\[0-9a-f]{2})+|\\(.)/gi,
    (found, character?: string) =>
      character ?? Buffer.from(found.replaceAll('\\', ''), 'hex').toString(),
  );
}

/** Splits at a separator that is not escaped. */
function split(text: string, separators: string): string[] {
  const parts = [''];
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (character === '\\') {
      parts[parts.length - 1] += character + (text[++index] ?? '');
    } else if (separators.includes(character)) {
      parts.push('');
    } else {
      parts[parts.length - 1] += character;
    }
  }
  return parts;
}

function normaliseAssertion(assertion: string): string {
  const [type, ...rest] = split(assertion, '=');
  // an escaped space at the end is part of the value
  const value = rest.join('=').replace(/^ +|(?<!\\) +$/g, '');
  return `${type.trim().toLowerCase()}=${escaped(unescaped(value))}`;
}

/**
 * A distinguished name as its equals are written, too (RFC 4514): without spaces around separators, with
 * one way to escape. Directories keep the members of a group as somebody typed them, and
 * `cn=dana, ou=people` names the same entry as `cn=dana,ou=people`.
 *
 * @returns the text as it is when it is no distinguished name, such as a bare `uid`
 */
export function normaliseDn(dn: string): string {
  if (!dn.includes('=')) {
    return dn;
  }
  return split(dn, ',;')
    .map(rdn => split(rdn, '+').map(normaliseAssertion).join('+'))
    .join(',');
}
