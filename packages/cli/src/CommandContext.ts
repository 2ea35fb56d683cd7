import type { InfraClient } from '@ironstage/plugin-infra-common';
import type { Io } from './Io';
import { Printer } from './output/Printer';
import { Session, type SessionOptions } from './session/Session';

/** Options every command has. */
export interface CommonFlags extends SessionOptions {
  json?: boolean;
}

/** What a command works with. */
export interface CommandContext {
  io: Io;
  client: InfraClient;
  printer: Printer;
  session: Session;
  /** base URL of the portal */
  portalUrl: string;
}

/**
 * Signs in for a command.
 *
 * @param answerMs - how long one answer may take, where that is longer than usual
 */
export function openContext(
  flags: CommonFlags,
  io: Io,
  answerMs?: number,
): CommandContext {
  const session = Session.open(flags, io, answerMs);
  return {
    io,
    session,
    client: session.client(),
    printer: new Printer(io, flags.json ?? false),
    portalUrl: session.portal.url,
  };
}
