import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  AUDIT_OUTCOMES,
  type AuditChainEntry,
  type AuditVerification,
} from '@ironstage/plugin-infra-common';
import { Option, type Command } from 'commander';
import { readCheckpoints } from '../audit/readCheckpoints';
import { verifyFile } from '../audit/verifyFile';
import { CliError, usageError } from '../CliError';
import { openContext, type CommonFlags } from '../CommandContext';
import { EXIT } from '../exitCodes';
import type { Io } from '../Io';
import { several, wholeNumber, withCommon, withExamples } from '../options';
import { Printer } from '../output/Printer';
import { table } from '../output/table';

/** The portal reads the whole chain before it answers, in milliseconds. */
const VERIFY_MS = 10 * 60_000;

interface Filters extends CommonFlags {
  actor?: string[];
  door?: string[];
  action?: string[];
  outcome?: AuditChainEntry['outcome'][];
  project?: string[];
  target?: string[];
  from?: string;
  to?: string;
}

function withFilters(command: Command): Command {
  return withCommon(command)
    .option('--actor <ref>', 'who did it; may be repeated', several)
    .option(
      '--action <action>',
      'such as access-deny; may be repeated',
      several,
    )
    .option('--door <door>', 'portal, template, cli, mcp, api, system', several)
    .addOption(
      new Option('--outcome <outcome...>', 'how it ended').choices([
        ...AUDIT_OUTCOMES,
      ]),
    )
    .option('--project <name>', 'of a project; may be repeated', several)
    .option('--target <ref>', 'what it was done to; may be repeated', several)
    .option('--from <time>', 'such as 2026-11-30T08:00:00Z')
    .option('--to <time>', 'before this time');
}

const filtersOf = (flags: Filters) => {
  const { actor, door, action, outcome, project, target, from, to } = flags;
  return { actor, door, action, outcome, project, target, from, to };
};

async function list(
  flags: Filters & { limit: number; before?: number },
  io: Io,
): Promise<void> {
  const { client, printer } = openContext(flags, io);
  const { limit, before } = flags;
  const page = await client.listAudit(
    { ...filtersOf(flags), limit, before },
    { signal: io.signal },
  );
  printer.result(page, () =>
    page.items.length === 0
      ? 'No entry of the audit chain matches.'
      : table(
          [
            { title: 'ENTRY', right: true, value: one => String(one.seq) },
            { title: 'AT', value: one => one.at },
            { title: 'ACTOR', value: one => one.actor },
            { title: 'DOOR', value: one => one.door },
            { title: 'ACTION', value: one => one.action },
            { title: 'OUTCOME', value: one => one.outcome },
            { title: 'TARGET', value: one => one.target },
          ],
          page.items,
          printer.paint,
        ),
  );
  if (page.next !== null) {
    printer.remark(`There are older ones: --before ${page.next}`);
  }
}

async function exportAll(flags: Filters, io: Io): Promise<void> {
  const { client } = openContext(flags, io);
  const entries = await client.exportAudit(filtersOf(flags), {
    signal: io.signal,
  });
  const stream = Readable.fromWeb(
    entries as Parameters<typeof Readable.fromWeb>[0],
  );
  await pipeline(stream, io.stdout, { end: false, signal: io.signal });
}

async function checkpoint(
  flags: CommonFlags & { all?: boolean; publicKey?: boolean },
  io: Io,
): Promise<void> {
  const { client } = openContext(flags, io);
  const { now, items, publicKey } = await client.listAuditCheckpoints({
    signal: io.signal,
  });
  if (flags.publicKey) {
    if (publicKey === null) {
      throw new CliError(
        EXIT.notFound,
        'The portal has no key, and does not sign its checkpoints: whoever runs it sets one at infra.audit.',
      );
    }
    io.stdout.write(publicKey);
    return;
  }
  const shown = flags.all ? items : [now];
  io.stdout.write(shown.map(one => `${JSON.stringify(one)}\n`).join(''));
}

const count = (number: number, what: string) =>
  `${number.toLocaleString('en')} ${number === 1 ? what : `${what}s`}`;

function inWords({ entries, checkpoints }: AuditVerification): string {
  const against = checkpoints.own + checkpoints.brought;
  return `The audit chain is intact: ${entries.toLocaleString('en')} ${
    entries === 1 ? 'entry' : 'entries'
  }, held against ${count(against, 'checkpoint')}.`;
}

async function verify(
  flags: CommonFlags & {
    checkpoint?: string[];
    file?: string;
    publicKey?: string;
  },
  io: Io,
): Promise<void> {
  const { checkpoint: files = [], file, publicKey } = flags;
  if (publicKey && !file) {
    throw usageError(
      '--public-key goes with --file: the portal has its own key to check signatures with.',
    );
  }
  const checkpoints = files.flatMap(readCheckpoints);
  const printer = new Printer(io, flags.json ?? false);
  const found = file
    ? await verifyFile(file, checkpoints, publicKey)
    : await openContext(flags, io, VERIFY_MS).client.verifyAudit(
        { checkpoints },
        { signal: io.signal },
      );
  printer.result(found, () =>
    found.problem
      ? `The audit chain is broken at entry ${
          found.problem.seq
        }, after ${found.entries.toLocaleString('en')} that fit.`
      : inWords(found),
  );
  if (found.problem) {
    throw new CliError(EXIT.broken, found.problem.message, {
      afterResult: true,
    });
  }
  if (checkpoints.length === 0) {
    printer.remark(
      'That its end was cut off, or that all of it was written anew, shows only against a checkpoint that was kept elsewhere: --checkpoint.',
    );
  }
}

/** `audit` and what is below it */
export function addAuditCommand(program: Command, io: Io): void {
  const group = program
    .command('audit')
    .description(
      'Who did what, and whether that record is whole (for auditors)',
    );
  withExamples(
    withFilters(group.command('list'))
      .description('Show entries of the audit chain, the newest first')
      .option('--limit <number>', 'entries, 200 at most', wholeNumber(1), 50)
      .option(
        '--before <number>',
        'entries in front of this one',
        wholeNumber(1),
      )
      .action((flags: Filters & { limit: number; before?: number }) =>
        list(flags, io),
      ),
    ['audit list --outcome refused', 'audit list --project payments-prod'],
  );
  withExamples(
    withFilters(group.command('export'))
      .description(
        'Write all entries that match to standard output as NDJSON, the oldest first',
      )
      .action((flags: Filters) => exportAll(flags, io)),
    [
      'audit export > audit.ndjson',
      'audit export --action access-deny --from 2026-11-01T00:00:00Z',
    ],
  );
  withExamples(
    withCommon(group.command('checkpoint'))
      .description(
        'Print how far the chain has come, a line of JSON to be kept outside of the portal',
      )
      .option('--all', 'those that the portal made by itself instead')
      .addOption(
        new Option(
          '--public-key',
          'the key that they are signed with, in PEM, instead',
        ).conflicts('all'),
      )
      .action((flags: CommonFlags) => checkpoint(flags, io)),
    [
      'audit checkpoint >> kept-elsewhere.ndjson',
      'audit checkpoint --public-key > portal.pem',
    ],
  );
  withExamples(
    withCommon(group.command('verify'))
      .description(
        'Follow the chain from its first entry to its last; exit code 12 when it is broken',
      )
      .option(
        '--checkpoint <file>',
        'hold it against checkpoints that were kept; may be repeated',
        several,
      )
      .option(
        '--file <export>',
        'a whole export on this computer, without asking the portal',
      )
      .option(
        '--public-key <file>',
        'with --file: the key that checkpoints have to be signed with',
      )
      .action((flags: CommonFlags) => verify(flags, io)),
    [
      'audit verify --checkpoint kept-elsewhere.ndjson',
      'audit verify --file audit.ndjson --checkpoint kept.ndjson --public-key portal.pem',
    ],
  );
}
