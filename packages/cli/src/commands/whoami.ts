import type { Command } from 'commander';
import { openContext, type CommonFlags } from '../CommandContext';
import type { Io } from '../Io';
import { withCommon, withExamples } from '../options';
import { facts } from '../output/table';
import { whoAmI } from '../session/whoAmI';

/** `whoami` */
export function addWhoamiCommand(program: Command, io: Io): void {
  withExamples(
    withCommon(program.command('whoami'))
      .description('Show who you are, and at which portal')
      .action(async (flags: CommonFlags) => {
        const { session, printer } = openContext(flags, io);
        const me = await whoAmI(session);
        printer.result(me, () =>
          facts([
            ['portal', me.portal],
            ['user', me.user],
            ['member of', me.memberOf.join(', ') || 'no team'],
          ]),
        );
      }),
    ['whoami', 'whoami --json'],
  );
}
