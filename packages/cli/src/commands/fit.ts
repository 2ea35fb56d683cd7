import type { CapacityFit } from '@ironstage/plugin-infra-common';
import type { Command } from 'commander';
import { openContext, type CommonFlags } from '../CommandContext';
import type { Io } from '../Io';
import { several, withCommon, withExamples } from '../options';
import type { Paint } from '../output/style';
import { table } from '../output/table';

function fitText(items: CapacityFit[], paint: Paint): string {
  const count = (title: string, of: (one: CapacityFit) => number) => ({
    title,
    right: true,
    value: (one: CapacityFit) => String(of(one)),
  });
  const hosts = items.flatMap(({ provider, hosts: own }) =>
    (own ?? []).map(host => ({ ...host, provider })),
  );
  return [
    table<CapacityFit>(
      [
        { title: 'PROVIDER', value: one => one.provider },
        { title: 'FLAVOR', value: one => one.flavor.name },
        count('FIT NOW', one => one.fits),
        count('LOST TO FRAGMENTS', one => one.fragmentation),
        count('WITHOUT A HOST', one => one.fitsWithoutAHost),
      ],
      items,
      paint,
    ),
    ...(hosts.length > 0
      ? [
          table(
            [
              { title: 'HOST', value: host => host.name },
              { title: 'PROVIDER', value: host => host.provider },
              {
                title: 'FIT THERE',
                right: true,
                value: host => String(host.fits),
              },
            ],
            hosts,
            paint,
          ),
        ]
      : []),
  ].join('\n\n');
}

/** `fit` */
export function addFitCommand(program: Command, io: Io): void {
  withExamples(
    withCommon(program.command('fit'))
      .description('Say how many more of a flavor there is room for, and where')
      .argument('<flavor>', 'name, id or ref of a flavor')
      .option('--provider <id>', 'at a provider; may be repeated', several)
      .action(
        async (
          flavor: string,
          flags: CommonFlags & { provider?: string[] },
        ) => {
          const { client, printer } = openContext(flags, io);
          const answer = await client.getCapacityFit(
            { flavor, provider: flags.provider },
            { signal: io.signal },
          );
          printer.issues(answer.errors);
          printer.result(answer, () => fitText(answer.items, printer.paint));
        },
      ),
    ['fit medium', 'fit gpu-small --provider os-eu1 --json'],
  );
}
