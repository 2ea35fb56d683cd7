import { text as readAll } from 'node:stream/consumers';
import type { Command } from 'commander';
import { usageError } from '../CliError';
import type { CommonFlags } from '../CommandContext';
import type { Io } from '../Io';
import { withCommon, withExamples } from '../options';
import { Printer } from '../output/Printer';
import { endSession } from '../session/BrowserSession';
import { signInByBrowser } from '../session/browserSignIn';
import { ConfigFile, type SignIn } from '../session/ConfigFile';
import { openBrowser } from '../session/openBrowser';
import { personaRef } from '../session/personaToken';
import { parsePortalUrl, Portal } from '../session/Portal';
import { Session } from '../session/Session';
import { whoAmI } from '../session/whoAmI';

interface Flags extends CommonFlags {
  persona?: string;
  tokenStdin?: boolean;
  browser: boolean;
}

/** Has the person sign in at the portal's own page. */
async function byBrowser(
  portal: Portal,
  flags: Flags,
  io: Io,
): Promise<SignIn> {
  const browser = await signInByBrowser(portal, io.signal, address => {
    io.stderr.write(`Sign in at this address:\n${address}\n`);
    if (flags.browser) {
      openBrowser(address, io.env);
    }
  });
  return { browser };
}

async function signInOf(portal: Portal, flags: Flags, io: Io): Promise<SignIn> {
  const ways = [flags.persona, flags.token, flags.tokenStdin].filter(Boolean);
  if (ways.length > 1) {
    throw usageError('Give one of --persona, --token and --token-stdin.');
  }
  if (flags.persona) {
    return { persona: personaRef(flags.persona) };
  }
  const token = flags.tokenStdin
    ? (await readAll(io.stdin)).trim()
    : flags.token ?? io.env.IRONSTAGE_TOKEN;
  if (!token && !flags.tokenStdin) {
    return byBrowser(portal, flags, io);
  }
  if (!token) {
    throw usageError('There was no token on standard input.');
  }
  if (/\s/.test(token)) {
    throw usageError('A token has no spaces or line breaks in it.');
  }
  return { token };
}

async function login(flags: Flags, io: Io): Promise<void> {
  const file = new ConfigFile(io);
  const config = file.read();
  const address = flags.url ?? io.env.IRONSTAGE_URL ?? config.current;
  if (!address) {
    throw usageError('Say which portal: --url https://portal.example.com.');
  }
  const url = parsePortalUrl(address);
  const portal = new Portal(url, io.signal);
  const signIn = await signInOf(portal, flags, io);
  // asked before it is saved: what does not work is not worth remembering
  const me = await whoAmI(new Session(portal, signIn));
  file.write({
    current: url,
    portals: { ...config.portals, [url]: signIn },
  });
  const printer = new Printer(io, flags.json ?? false);
  printer.result(me, () => `You are signed in to ${url} as ${me.user}.`);
  const { protocol, hostname } = new URL(url);
  if (
    protocol === 'http:' &&
    !['localhost', '127.0.0.1', '[::1]'].includes(hostname)
  ) {
    printer.remark(
      'This portal is reached without TLS: anybody on the way can read your token.',
      'yellow',
    );
  }
}

async function logout(flags: CommonFlags, io: Io): Promise<void> {
  const file = new ConfigFile(io);
  const { current, portals } = file.read();
  const address = flags.url ?? io.env.IRONSTAGE_URL ?? current;
  const url = address && parsePortalUrl(address);
  if (url) {
    const { [url]: signIn, ...others } = portals;
    if (signIn && 'browser' in signIn) {
      await endSession(new Portal(url, io.signal), signIn.browser);
    }
    file.write({
      current: current === url ? undefined : current,
      portals: others,
    });
  }
  new Printer(io, flags.json ?? false).result({ portal: url ?? null }, () =>
    url ? `You are signed out of ${url}.` : 'You were not signed in.',
  );
}

/** `login` and `logout`. */
export function addLoginCommands(program: Command, io: Io): void {
  withExamples(
    withCommon(program.command('login'))
      .description('Sign in to a portal, and remember it for later commands')
      .option('--persona <name>', 'a persona of the demo; needs no password')
      .option('--token-stdin', 'read the token from standard input')
      .option('--no-browser', 'only print the address to sign in at')
      .action((flags: Flags) => login(flags, io)),
    [
      'login --url https://portal.example.com',
      'login --url http://localhost:7007 --persona dana',
      'login --url https://portal.example.com --token-stdin < token.txt',
    ],
  );
  withExamples(
    withCommon(program.command('logout'))
      .description('Forget how you are signed in to a portal')
      .action((flags: CommonFlags) => logout(flags, io)),
    ['logout'],
  );
}
