import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { pythonWith, run } from '../support/workshop.mjs';
import { tapWire } from './wire.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));

/** All that is installed, so that a newer library of a library changes nothing. */
const pins = readFileSync(path.join(here, 'requirements.txt'), 'utf8')
  .split('\n')
  .filter(line => /^[A-Za-z]/.test(line));

const { python, skip } = await pythonWith(
  pins.find(pin => pin.startsWith('python-openstackclient==')),
  pins,
);

/** Why the command can't be had here, if it can't. */
export { skip };

/** The `openstack` command at a cloud, with a wire that tells what it asked. */
export async function openstackAt({ authUrl, credentials }) {
  const wire = await tapWire();
  const command = path.join(path.dirname(python), 'openstack');

  /** Runs the command as the portal's account, or as another one. */
  const ask = (args, account = {}) =>
    run(command, args, {
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        http_proxy: wire.url,
        OS_AUTH_URL: authUrl,
        OS_IDENTITY_API_VERSION: '3',
        OS_USERNAME: credentials.username,
        OS_PASSWORD: credentials.password,
        OS_PROJECT_NAME: credentials.projectName,
        OS_USER_DOMAIN_NAME: 'Default',
        OS_PROJECT_DOMAIN_NAME: 'Default',
        ...account,
      },
    });

  async function quiet(...args) {
    const done = await ask(args);
    if (!done.ok) {
      throw new Error(`openstack ${args.join(' ')}\n${done.output}`);
    }
    return done;
  }

  return {
    ask,
    quiet,
    wire,
    json: async (...args) =>
      JSON.parse((await quiet(...args, '-f', 'json')).stdout),
    /**
     * Runs what must be refused.
     * @returns the exit code, and what was answered with an error, by request
     */
    async refused(args, account) {
      wire.forget();
      const { ok } = await ask(args, account);
      return {
        ok,
        refusals: Object.fromEntries(
          wire.seen
            .filter(({ status }) => status >= 400)
            .map(({ name, status }) => [name, status]),
        ),
      };
    },
    stop: () => wire.stop(),
  };
}
