/** Names of what is nobody's business, wherever they stand. */
const SECRET_KEY =
  /pass(word|wd|phrase|code)?$|secret|token|credential|authorization|cookie|api.?key|private.?key|signing.?key|user.?data|cloud.?(init|config)/i;

/** Texts that are secrets, or have one in them, whatever they are called. */
const SECRET_TEXTS = [
  // keys and certificates' keys in PEM, cut off or not
  /-----BEGIN [A-Z0-9 ]*PRIVATE KEY[A-Z ]*-----[\s\S]*?(-----END [A-Z0-9 ]*PRIVATE KEY[A-Z ]*-----|$)/g,
  // tokens with a signature (JWT)
  /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g,
  /\b(bearer|basic|PVEAPIToken)[ =]+[\w.~+/=@!:-]{8,}/gi,
  // tokens of forges and clouds, by how they begin
  /\b(gh[pousr]_|github_pat_|glpat-|xox[abprs]-|AKIA|ASIA|gAAAA)[\w-]{12,}/g,
  // user and password in an address
  /(?<=\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@]+@/gi,
  // password=…, secret: …
  /\b(?:password|passwd|passphrase|secret|token|api[_-]?key)\s*[=:]\s*\S+/gi,
];

/** Longer texts and lists are cut: an entry is read by people. */
const MAX_TEXT = 2000;
const MAX_ITEMS = 200;
const MAX_DEPTH = 8;

const REDACTED = '[secret]';

function cleanText(text: string): string {
  const rest = SECRET_TEXTS.reduce(
    (part, secret) => part.replace(secret, REDACTED),
    text,
  );
  return rest.length > MAX_TEXT
    ? `${rest.slice(0, MAX_TEXT)}… (${rest.length} characters)`
    : rest;
}

function clean(value: unknown, depth: number): unknown {
  if (typeof value === 'string') {
    return cleanText(value.replaceAll('\0', ''));
  }
  if (value === null || typeof value !== 'object') {
    return value;
  }
  if (depth > MAX_DEPTH) {
    return '…';
  }
  if (Array.isArray(value)) {
    const items = value.slice(0, MAX_ITEMS).map(one => clean(one, depth + 1));
    return value.length > MAX_ITEMS ? [...items, `… (${value.length})`] : items;
  }
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, MAX_ITEMS)
      .map(([key, inner]) => [
        cleanText(key.replaceAll('\0', '')),
        SECRET_KEY.test(key) && inner !== null && inner !== undefined
          ? REDACTED
          : clean(inner, depth + 1),
      ]),
  );
}

/**
 * The last line of defence of the audit: a copy without anything that is a secret by its name or by its looks. What
 * is audited should have none to begin with.
 */
export function withoutSecrets<T>(value: T): unknown {
  return clean(value, 0);
}
