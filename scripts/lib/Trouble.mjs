/** Something the person at the keyboard can do something about; shown without a stack. */
export class Trouble extends Error {}

/** Runs a script's main function; trouble becomes one sentence and exit code 1. */
export async function main(run) {
  try {
    process.exitCode = (await run()) ?? process.exitCode ?? 0;
  } catch (error) {
    console.error(error instanceof Trouble ? `\n✖ ${error.message}` : error);
    process.exitCode = 1;
  }
}
