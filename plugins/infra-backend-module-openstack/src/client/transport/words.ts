import { clip, type HttpFailure } from '@ironstage/plugin-infra-node';

/** What a service said when it refused. */
export interface Refusal {
  /** its sentence, cleaned of markup, dumps and echoes of what was sent */
  words: string;
  /** the name it gave the fault: Neutron's `type`, Nova's fault key, Placement's `code` */
  fault?: string;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Services repeat the offending value, user data and 200 KB descriptions included. */
function clean(words: string): string {
  return clip(
    words
      .replace(/<br\s*\/?>|<[^>]+>/g, ' ')
      // Keystone appends the whole schema that was not met
      .replace(/\s*Failed validating[\s\S]*$/, '')
      .replace(/Value: [\s\S]*$/, '')
      .replace(/[A-Za-z0-9+/=_-]{65,}/g, '…')
      .replace(/\s+/g, ' ')
      .trim(),
    300,
  );
}

/** Placement puts its reason behind a boilerplate sentence and an empty line. */
function placementReason(detail: string): string {
  const at = detail.indexOf('\n\n');
  return at < 0 ? detail : detail.slice(at + 2);
}

function fromIronic(message: string): string {
  try {
    const inner: unknown = JSON.parse(message);
    return isObject(inner)
      ? text(inner.faultstring) || text(inner.description)
      : message;
  } catch {
    return message;
  }
}

/**
 * Reads the error shapes of OpenStack's services. There are seven: Keystone's and the
 * middleware's `error`, Nova's and Cinder's fault keys, Placement's `errors`, Neutron's
 * `NeutronError`, the plain `message` of Glance and unknown paths, Ironic's JSON within
 * JSON, and pages of HTML or text from what stands in between.
 */
export function readRefusal(failure: HttpFailure): Refusal {
  const { body } = failure;
  if (!isObject(body)) {
    return { words: clean(failure.text) };
  }
  if (Array.isArray(body.errors) && isObject(body.errors[0])) {
    const [first] = body.errors;
    return {
      words: clean(placementReason(text(first.detail)) || text(first.title)),
      fault: text(first.code) || undefined,
    };
  }
  if (isObject(body.NeutronError)) {
    return {
      words: clean(text(body.NeutronError.message)),
      fault: text(body.NeutronError.type) || undefined,
    };
  }
  if (typeof body.NeutronError === 'string') {
    return { words: clean(body.NeutronError) };
  }
  if (typeof body.error_message === 'string') {
    return { words: clean(fromIronic(body.error_message)) };
  }
  if (isObject(body.error)) {
    return { words: clean(text(body.error.message)) };
  }
  if (typeof body.message === 'string') {
    return { words: clean(body.message) };
  }
  if (typeof body.description === 'string') {
    return { words: clean(body.description) };
  }
  for (const [key, value] of Object.entries(body)) {
    if (isObject(value) && typeof value.message === 'string') {
      return { words: clean(value.message), fault: key };
    }
  }
  return { words: '' };
}
