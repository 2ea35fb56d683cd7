import { CliError, usageError } from '../CliError';
import { EXIT } from '../exitCodes';

/** How long one answer may take; of one that is a stream, until it begins. */
const ANSWER_MS = 30_000;

/** Errors after which nothing can have arrived at the portal. */
const NEVER_SENT = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH'];

/**
 * Cleans the address of a portal.
 *
 * @returns the base URL without a slash at its end
 * @throws CliError when it is no http(s) address
 */
export function parsePortalUrl(text: string): string {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw usageError(
      `"${text}" is not the address of a portal; it looks like https://portal.example.com.`,
    );
  }
  if (!['http:', 'https:'].includes(url.protocol) || url.username) {
    throw usageError(
      'The address of a portal begins with https:// or http:// and has no password in it.',
    );
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

function causeCode(error: unknown): string {
  const cause = (error as { cause?: { code?: unknown } }).cause;
  return typeof cause?.code === 'string' ? cause.code : '';
}

/** One portal, over HTTP. Every failure to get an answer becomes a sentence here. */
export class Portal {
  constructor(
    readonly url: string,
    private readonly signal: AbortSignal,
    private readonly answerMs = ANSWER_MS,
  ) {}

  /**
   * @param path - below the base URL, such as `/api/infra/v1/projects`
   * @throws CliError when there is no answer, or one that no portal gives
   */
  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), this.answerMs);
    timer.unref();
    let response: Response;
    try {
      response = await fetch(`${this.url}${path}`, {
        ...init,
        signal: AbortSignal.any([this.signal, late.signal]),
      });
    } catch (error) {
      clearTimeout(timer);
      throw this.explain(error, late.signal);
    }
    const type = response.headers.get('content-type') ?? '';
    const isStream = type.startsWith(
      new Headers(init.headers).get('accept') ?? 'application/json',
    );
    if (isStream && !type.includes('application/json')) {
      clearTimeout(timer);
    } else if (response.ok && !type.includes('json')) {
      throw new CliError(
        EXIT.unreachable,
        `${this.url} answers, but not like an Ironstage portal: check --url.`,
      );
    }
    return response;
  }

  private explain(error: unknown, late: AbortSignal): CliError {
    if (this.signal.aborted) {
      return new CliError(EXIT.interrupted, 'Stopped.', {
        mayHaveArrived: true,
      });
    }
    if (late.aborted) {
      return new CliError(
        EXIT.unreachable,
        `The portal at ${this.url} did not answer within ${
          this.answerMs / 1000
        } seconds.`,
        { mayHaveArrived: true },
      );
    }
    const code = causeCode(error);
    return new CliError(
      EXIT.unreachable,
      `The portal at ${this.url} can't be reached${
        code ? ` (${code})` : ''
      }: check the address and your network.`,
      { mayHaveArrived: !NEVER_SENT.includes(code) },
    );
  }
}
