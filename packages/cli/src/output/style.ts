import type { Io, Output } from '../Io';

const CODES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33 } as const;

/** Writes text in a style, on terminals of people who want it. */
export type Paint = (style: keyof typeof CODES, text: string) => string;

/** Colors are for terminals only, and never with NO_COLOR (https://no-color.org) set. */
export function painter(stream: Output, env: Io['env']): Paint {
  const colors = stream.isTTY && !env.NO_COLOR && env.TERM !== 'dumb';
  return (style, text) =>
    colors ? `\u001b[${CODES[style]}m${text}\u001b[0m` : text;
}

/**
 * Takes out what a terminal would obey: names and messages come from elsewhere.
 * Line breaks become spaces.
 */
export function plain(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  return text.replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ');
}
