import os from 'node:os';

/** A stream that output goes to. */
export type Output = NodeJS.WritableStream & { isTTY?: boolean };

/** What the command line has of the world around it. */
export interface Io {
  stdin: NodeJS.ReadableStream & { isTTY?: boolean };
  /** results, and nothing else */
  stdout: Output;
  /** progress, questions and errors */
  stderr: Output;
  env: NodeJS.ProcessEnv;
  home: string;
  /** aborted by Ctrl-C */
  signal: AbortSignal;
}

/** The real world. */
export function processIo(signal: AbortSignal): Io {
  const { stdin, stdout, stderr, env } = process;
  return { stdin, stdout, stderr, env, home: os.homedir(), signal };
}
