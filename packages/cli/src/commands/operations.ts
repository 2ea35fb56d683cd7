import {
  OPERATION_STATES,
  type OperationState,
} from '@ironstage/plugin-infra-common';
import { Option, type Command } from 'commander';
import { openContext, type CommonFlags } from '../CommandContext';
import type { Io } from '../Io';
import { follow } from '../operations/follow';
import { badOutcome } from '../operations/outcome';
import { operationTable, operationText } from '../operations/showOperation';
import {
  several,
  wholeNumber,
  withCommon,
  withExamples,
  withTimeout,
} from '../options';

interface ListFlags extends CommonFlags {
  project?: string[];
  state?: OperationState[];
  type?: string[];
  requester?: string[];
  limit: number;
  offset: number;
}

async function list(flags: ListFlags, io: Io): Promise<void> {
  const { client, printer } = openContext(flags, io);
  const { project, state, type, requester, limit, offset } = flags;
  const page = await client.listOperations(
    { project, state, type, requester, limit, offset },
    { signal: io.signal },
  );
  printer.issues(page.errors);
  printer.result(page, () =>
    page.items.length === 0
      ? 'There is no such operation.'
      : operationTable(page.items, printer.paint),
  );
}

async function show(id: string, flags: CommonFlags, io: Io): Promise<void> {
  const { client, printer, portalUrl } = openContext(flags, io);
  const operation = await client.getOperation(id, { signal: io.signal });
  printer.result(operation, () =>
    operationText(operation, portalUrl, printer.paint),
  );
}

async function watch(
  id: string,
  flags: CommonFlags & { timeout?: number },
  io: Io,
): Promise<void> {
  const { client, printer, portalUrl } = openContext(flags, io);
  const operation = await follow(client, id, {
    signal: io.signal,
    printer,
    timeoutMs: flags.timeout,
    throughApproval: true,
  });
  printer.result(operation, () =>
    operationText(operation, portalUrl, printer.paint),
  );
  const bad = badOutcome(operation);
  if (bad) {
    throw bad;
  }
}

/** `operations list|show|watch` */
export function addOperationsCommand(program: Command, io: Io): void {
  const group = program
    .command('operations')
    .description('List, show and watch operations');
  withExamples(
    withCommon(group.command('list'))
      .description('List operations, newest first')
      .option('--project <name>', 'of a project; may be repeated', several)
      .addOption(
        new Option('--state <state...>', 'in a state').choices([
          ...OPERATION_STATES,
        ]),
      )
      .option('--type <type>', 'such as instance.create', several)
      .option('--requester <ref>', 'such as user:default/dana', several)
      .option('--limit <number>', 'rows', wholeNumber(1), 50)
      .option('--offset <number>', 'rows to skip', wholeNumber(0), 0)
      .action((flags: ListFlags) => list(flags, io)),
    ['operations list', 'operations list --state pending_approval --json'],
  );
  withExamples(
    withCommon(group.command('show <operation>'))
      .description('Show an operation with its steps')
      .action((id: string, flags: CommonFlags) => show(id, flags, io)),
    ['operations show 5f0c3c1e-9a4e-4a55-9a1c-0d5f3a0e6f11'],
  );
  withExamples(
    withTimeout(withCommon(group.command('watch <operation>')))
      .description(
        'Follow an operation to its end, also while the portal restarts',
      )
      .action((id: string, flags: CommonFlags & { timeout?: number }) =>
        watch(id, flags, io),
      ),
    ['operations watch 5f0c3c1e-9a4e-4a55-9a1c-0d5f3a0e6f11 --timeout 15m'],
  );
}
