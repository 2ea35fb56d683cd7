import type { Command } from 'commander';
import type {
  ProjectListItem,
  ProjectUsage,
} from '@ironstage/plugin-infra-common';
import {
  openContext,
  type CommandContext,
  type CommonFlags,
} from '../CommandContext';
import type { Io } from '../Io';
import { withCommon, withExamples } from '../options';
import { dimensionsOf } from '../output/amounts';
import type { Paint } from '../output/style';
import { table } from '../output/table';

const PAGE = 200;

async function allProjects({ client, printer, io }: CommandContext) {
  const items: ProjectListItem[] = [];
  for (;;) {
    const page = await client.listProjects(
      { limit: PAGE, offset: items.length },
      { signal: io.signal },
    );
    items.push(...page.items);
    if (page.items.length === 0 || items.length >= page.total) {
      printer.issues(page.errors);
      return items;
    }
  }
}

async function oneProject(
  { client, printer, io }: CommandContext,
  name: string,
) {
  const project = await client.getProject(name, { signal: io.signal });
  printer.issues(project.errors);
  return project;
}

function usageText(
  project: { name: string; owner: string; usage: ProjectUsage },
  paint: Paint,
): string {
  const { quota, reserved, used, free, stale } = project.usage;
  const columns = { QUOTA: quota, RESERVED: reserved, USED: used, FREE: free };
  return [
    `${paint('bold', project.name)}  ${paint('dim', project.owner)}`,
    table(
      [
        { title: '', value: one => one.title },
        ...Object.entries(columns).map(([title, vector]) => ({
          title,
          right: true,
          value: (one: ReturnType<typeof dimensionsOf>[number]) =>
            one.format(one.of(vector)),
        })),
      ],
      dimensionsOf(Object.values(columns)),
      paint,
    ),
    ...(stale.length > 0
      ? [
          paint(
            'yellow',
            `${stale.join(', ')} can't be read now: used may be out of date.`,
          ),
        ]
      : []),
  ].join('\n');
}

/** `show-usage` */
export function addShowUsageCommand(program: Command, io: Io): void {
  withExamples(
    withCommon(program.command('show-usage [project]'))
      .description(
        'Show CPU, RAM, GPU and storage of a project, or of all you see',
      )
      .action(async (name: string | undefined, flags: CommonFlags) => {
        const context = openContext(flags, io);
        const { printer } = context;
        const projects = name
          ? [await oneProject(context, name)]
          : await allProjects(context);
        const usages = projects.map(({ usage }) => usage);
        printer.result(name ? usages[0] : { items: usages }, () =>
          projects.length === 0
            ? 'You have no project yet: make one with "ironstage create-project".'
            : projects
                .map(project => usageText(project, printer.paint))
                .join('\n\n'),
        );
      }),
    ['show-usage', 'show-usage payments-dev', 'show-usage --json'],
  );
}
