import { Option, type Command } from 'commander';
import { openContext, type CommonFlags } from '../CommandContext';
import type { Io } from '../Io';
import { operationFacts } from '../operations/showOperation';
import { withCommon, withExamples } from '../options';

interface Flags extends CommonFlags {
  comment?: string;
}

/** `approve`, `reject` and `cancel` */
export function addDecisionCommands(program: Command, io: Io): void {
  for (const verb of ['approve', 'reject'] as const) {
    withExamples(
      withCommon(program.command(`${verb} <operation>`))
        .description(
          verb === 'approve'
            ? "Approve somebody else's request"
            : "Reject somebody else's request",
        )
        .addOption(
          new Option(
            '--comment <text>',
            'why, for the requester',
          ).makeOptionMandatory(verb === 'reject'),
        )
        .action(async (id: string, flags: Flags) => {
          const { client, printer, portalUrl } = openContext(flags, io);
          const call = { signal: io.signal };
          const operation = await (verb === 'approve'
            ? client.approveOperation(id, flags.comment, call)
            : client.rejectOperation(id, flags.comment ?? '', call));
          printer.result(operation, () => operationFacts(operation, portalUrl));
        }),
      [
        'operations list --state pending_approval',
        `${verb} 5f0c3c1e-9a4e-4a55-9a1c-0d5f3a0e6f11 --comment "${
          verb === 'approve' ? 'Fits this week' : 'Use the shared queue instead'
        }"`,
      ],
    );
  }
  withExamples(
    withCommon(program.command('cancel <operation>'))
      .description('Cancel a request that has not begun')
      .action(async (id: string, flags: CommonFlags) => {
        const { client, printer, portalUrl } = openContext(flags, io);
        const operation = await client.cancelOperation(id, {
          signal: io.signal,
        });
        printer.result(operation, () => operationFacts(operation, portalUrl));
      }),
    ['cancel 5f0c3c1e-9a4e-4a55-9a1c-0d5f3a0e6f11'],
  );
}
