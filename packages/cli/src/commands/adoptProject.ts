import { formatBytes, type Tenant } from '@ironstage/plugin-infra-common';
import type { Command } from 'commander';
import { usageError } from '../CliError';
import { openContext, type CommonFlags } from '../CommandContext';
import type { Io } from '../Io';
import { submit, type SubmitFlags } from '../operations/submit';
import { wholeNumber, withCommon, withExamples, withSubmit } from '../options';
import type { Paint } from '../output/style';
import { table } from '../output/table';
import { teamRef } from './createProject';

interface ListFlags extends CommonFlags {
  provider?: string;
  search?: string;
  limit: number;
}

interface AdoptFlags extends CommonFlags, SubmitFlags {
  provider?: string;
  team?: string;
  env?: string;
  description?: string;
}

function tenantText(items: Tenant[], paint: Paint): string {
  return table(
    [
      { title: 'TENANT', value: one => one.name },
      { title: 'PROVIDER', value: one => one.provider },
      { title: 'INSTANCES', value: one => String(one.instances) },
      { title: 'VCPUS', value: one => String(one.holds.vcpus) },
      { title: 'MEMORY', value: one => formatBytes(one.holds.memoryBytes) },
      { title: 'TEAM', value: one => one.suggestion?.team ?? '-' },
      { title: 'ENV', value: one => one.suggestion?.environment ?? '-' },
      { title: 'ID', value: one => one.externalId },
    ],
    items,
    paint,
  );
}

/** `tenants` and `adopt-project` */
export function addAdoptCommands(program: Command, io: Io): void {
  withExamples(
    withCommon(program.command('tenants'))
      .description(
        'Tenants of the clouds that no project stands for: what was there before the portal',
      )
      .option('--provider <id>', 'only of this provider')
      .option('--search <text>', 'only those with this in their name')
      .option('--limit <number>', 'rows', wholeNumber(1), 50)
      .action(async (flags: ListFlags) => {
        const { client, printer } = openContext(flags, io);
        const page = await client.listTenants(
          {
            ...(flags.provider && { provider: [flags.provider] }),
            ...(flags.search && { q: flags.search }),
            limit: flags.limit,
          },
          { signal: io.signal },
        );
        printer.result(page, () =>
          page.items.length === 0
            ? 'There is no tenant that you could take over.'
            : tenantText(page.items, printer.paint),
        );
        if (page.total > page.items.length) {
          printer.remark(`${page.total} in all; --limit shows more.`);
        }
      }),
    ['tenants', 'tenants --provider os-eu1 --search checkout'],
  );
  withExamples(
    withSubmit(
      withCommon(program.command('adopt-project <tenant>'))
        .description(
          'Make a project of a tenant that was there before the portal; nothing is changed at the cloud',
        )
        .option('--provider <id>', 'where it is (default: as "tenants" tells)')
        .option('--team <team>', 'who gets it (default: what its name tells)')
        .option('--env <environment>', 'default: what its name tells')
        .option('--description <text>', 'what it is for'),
    ).action(async (tenant: string, flags: AdoptFlags) => {
      const context = openContext(flags, io);
      const { items } = await context.client.listTenants(
        {
          q: tenant,
          limit: 200,
          ...(flags.provider && { provider: [flags.provider] }),
        },
        { signal: io.signal },
      );
      const found = items.filter(one => one.name === tenant);
      if (found.length > 1 && !flags.provider) {
        throw usageError(
          `There are several tenants "${tenant}"; choose one with --provider: ${found
            .map(one => one.provider)
            .join(', ')}.`,
        );
      }
      const suggestion = found[0]?.suggestion;
      const team = flags.team ?? suggestion?.team;
      const environment = flags.env ?? suggestion?.environment;
      const provider = flags.provider ?? found[0]?.provider;
      if (!provider) {
        throw usageError(
          `There is no tenant "${tenant}" that you could take over; "ironstage tenants" lists them. By its id: give --provider, too.`,
        );
      }
      if (!team || !environment) {
        throw usageError(
          `The name of ${tenant} does not tell whose it is: give --team and --env.`,
        );
      }
      await submit(
        context,
        'project.adopt',
        {
          provider,
          tenant,
          team: teamRef(team),
          environment,
          description: flags.description,
        },
        flags,
      );
    }),
    [
      'adopt-project checkout-staging',
      'adopt-project legacy-7 --provider os-eu1 --team payments --env prod',
    ],
  );
}
