import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { root } from '../../scripts/lib/paths.mjs';

/** `ironstage` as somebody with a home folder of her own runs it. */
export function commandLine(baseUrl) {
  const home = mkdtempSync(path.join(os.tmpdir(), 'ironstage-home-'));
  const file = path.join(home, 'ironstage/config.json');
  return {
    run(args) {
      const child = spawn(
        process.execPath,
        [
          path.join(root, 'packages/cli/bin/ironstage.js'),
          ...args,
          ...['--url', baseUrl],
        ],
        {
          env: { ...process.env, XDG_CONFIG_HOME: home },
        },
      );
      const output = { stdout: '', stderr: '' };
      for (const name of Object.keys(output)) {
        child[name].on('data', data => {
          output[name] += data;
        });
      }
      const end = new Promise(resolve => {
        child.on('close', code => resolve({ code, ...output }));
      });
      return {
        ended: () => end,
        /** Waits until it has said something on standard error. */
        said: pattern =>
          new Promise(resolve => {
            const look = () => {
              const found = pattern.exec(output.stderr);
              if (found) {
                resolve(found);
              }
            };
            child.stderr.on('data', look);
            end.then(() => resolve(undefined));
            look();
          }),
      };
    },
    /** Lets the token of its session have run out. */
    age() {
      const config = JSON.parse(readFileSync(file, 'utf8'));
      config.portals[baseUrl].browser.expiresAt = Date.now();
      writeFileSync(file, JSON.stringify(config));
    },
  };
}
