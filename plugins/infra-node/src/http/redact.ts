const SECRET_FIELD =
  /(pass(word|wd|phrase)?|secret|token|authorization|cookie|credential|private_?key|user_?data|api_?key|ticket)$/i;

const MASK = '[redacted]';

/** True for the name of a header or field whose value must not be written down. @public */
export function isSecretField(name: string): boolean {
  return SECRET_FIELD.test(name.replace(/[-.]/g, '_'));
}

/**
 * A copy of a JSON value that may be written to a log: values of secret fields are masked,
 * long texts cut, and what lies deeper than `depth` left out.
 * @public
 */
export function redactFields(value: unknown, depth = 6): unknown {
  if (typeof value === 'string') {
    return clip(value, 200);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  if (depth === 0) {
    return '[…]';
  }
  if (Array.isArray(value)) {
    return value.slice(0, 20).map(item => redactFields(item, depth - 1));
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      // `"token": {…}` holds fields of its own, only a bare value is the secret
      isSecretField(name) && (typeof item !== 'object' || Array.isArray(item))
        ? MASK
        : redactFields(item, depth - 1),
    ]),
  );
}

/** The first `max` characters of a text, and a mark when there were more. @public */
export function clip(text: string, max: number): string {
  return text.length <= max
    ? text
    : `${text.slice(0, max)}… (${text.length} characters)`;
}

/**
 * Masks known secrets wherever they stand in free text, such as a provider
 * that repeats what it was sent.
 * @public
 */
export class SecretMask {
  readonly #secrets = new Set<string>();

  /** Remembers secrets; those shorter than four characters would mask ordinary words and are ignored. */
  add(...secrets: Array<string | undefined>): void {
    for (const secret of secrets) {
      if (secret && secret.length >= 4) {
        this.#secrets.add(secret);
      }
    }
  }

  /** Forgets a secret that is no longer valid. */
  remove(secret: string): void {
    this.#secrets.delete(secret);
  }

  /** The text without the secrets. */
  apply(text: string): string {
    let masked = text;
    for (const secret of this.#secrets) {
      masked = masked.replaceAll(secret, MASK);
    }
    return masked;
  }
}
