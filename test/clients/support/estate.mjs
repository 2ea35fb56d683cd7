import { spawn } from 'node:child_process';
import path from 'node:path';
import { root } from './workshop.mjs';

const START_MS = 60_000;

/**
 * Starts the simulated estate by its own command, as a user would.
 *
 * @param args - of the command, e.g. `['--machines', '48']`
 * @returns its ready line, with `stats()` and `stop()`
 */
export async function startEstate(args) {
  const child = spawn(
    process.execPath,
    [
      path.join(root, 'packages/simulators/bin/ironstage-simulators.js'),
      ...args,
    ],
    { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let errors = '';
  child.stderr.on('data', data => {
    errors += data;
  });
  const gone = new Promise(resolve => {
    child.once('close', resolve);
  });
  const ready = await new Promise((resolve, reject) => {
    let text = '';
    const timer = setTimeout(
      () => reject(new Error('no ready line')),
      START_MS,
    );
    child.stdout.on('data', data => {
      text += data;
      if (text.includes('\n')) {
        clearTimeout(timer);
        resolve(JSON.parse(text.split('\n')[0]));
      }
    });
    gone.then(() => {
      clearTimeout(timer);
      reject(new Error(`the estate did not start:\n${errors}`));
    });
  });
  return {
    ...ready,
    /** What `/_control/stats` says. */
    async stats() {
      const answer = await fetch(`${ready.controlUrl}/stats`);
      return answer.json();
    },
    async stop() {
      child.kill('SIGTERM');
      await gone;
    },
  };
}
