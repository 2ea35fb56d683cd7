import type { Config } from '@backstage/config';

const LOOPBACK = ['localhost', '127.0.0.1', '::1', '[::1]'];

function listenHost(config: Config): string | undefined {
  const listen = config.getOptional('backend.listen');
  if (typeof listen === 'string') {
    return listen.replace(/:\d+$/, '');
  }
  return config.getOptionalString('backend.listen.host');
}

/**
 * Makes sure that sign-in without a password can't be reached by anybody but whoever
 * sits at this machine.
 *
 * @throws Error that says which key to change
 */
export function assertDemoOnly(
  config: Config,
  nodeEnv: string | undefined,
): void {
  const refuse = (why: string) => {
    throw new Error(
      `auth.providers.persona lets people sign in without a password and is for demos on one machine only: ${why}. Remove auth.providers.persona, or fix that.`,
    );
  };
  if (nodeEnv === 'production') {
    refuse('NODE_ENV is production');
  }
  const host = listenHost(config);
  if (!host || !LOOPBACK.includes(host)) {
    refuse(`backend.listen.host is ${host || 'not set'}, it must be 127.0.0.1`);
  }
  for (const key of ['backend.baseUrl', 'app.baseUrl']) {
    const { hostname } = new URL(config.getString(key));
    if (!LOOPBACK.includes(hostname)) {
      refuse(`${key} is at ${hostname}, it must be at localhost`);
    }
  }
}
