import { spawn } from 'node:child_process';

const COMMANDS: Partial<Record<NodeJS.Platform, string[]>> = {
  darwin: ['open'],
  // no shell in between, which would cut the address at its first &
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};

/** Opens an address in the person's browser; `BROWSER` says which. Where there is none, nothing happens. */
export function openBrowser(address: string, env: NodeJS.ProcessEnv): void {
  const [command, ...args] = env.BROWSER
    ? [env.BROWSER]
    : COMMANDS[process.platform] ?? ['xdg-open'];
  const child = spawn(command, [...args, address], {
    stdio: 'ignore',
    detached: true,
    env,
  });
  child.on('error', () => {});
  child.unref();
}
