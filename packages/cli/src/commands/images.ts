import type {
  ImageRegister,
  ImageVersion,
} from '@ironstage/plugin-infra-common';
import type { Command } from 'commander';
import { openContext, type CommonFlags } from '../CommandContext';
import type { Io } from '../Io';
import { withCommon, withExamples } from '../options';
import type { Paint } from '../output/style';
import { table } from '../output/table';

const plural = (count: number, one: string) =>
  `${count} ${one}${count === 1 ? '' : 's'}`;

const runBy = ({ instances, machines }: ImageVersion) =>
  [
    instances > 0 && plural(instances, 'instance'),
    machines > 0 && plural(machines, 'machine'),
  ]
    .filter(Boolean)
    .join(', ');

const stateOf = ({ version, state, missingAt }: ImageVersion) => {
  // of an image that is named otherwise nobody knows whether there is a newer one
  if (version === null && state !== 'gone') {
    return null;
  }
  return missingAt.length > 0
    ? `${state}, not at ${missingAt.join(', ')}`
    : state;
};

function versionsText(versions: ImageVersion[], paint: Paint): string {
  return table<ImageVersion>(
    [
      { title: 'NAME', value: one => one.name },
      { title: 'STATE', value: stateOf },
      {
        title: 'AGE',
        right: true,
        value: one => (one.ageDays === null ? null : `${one.ageDays} d`),
      },
      {
        title: 'AT',
        value: one => one.copies.map(({ provider }) => provider).join(', '),
      },
      { title: 'RUN BY', value: runBy },
    ],
    versions,
    paint,
  );
}

function usersText(versions: ImageVersion[], paint: Paint): string {
  const users = versions.flatMap(({ name, users: all }) =>
    all.map(user => ({ name, ...user })),
  );
  return table<(typeof users)[number]>(
    [
      { title: 'NAME', value: one => one.name },
      { title: 'PROJECT', value: one => one.project ?? '(none)' },
      { title: 'OWNER', value: one => one.owner },
      { title: 'INSTANCES', right: true, value: one => String(one.instances) },
      { title: 'MACHINES', right: true, value: one => String(one.machines) },
    ],
    users,
    paint,
  );
}

function registerText(
  { families, others, snapshots }: ImageRegister,
  paint: Paint,
  withUsers: boolean,
): string {
  const golden = families.flatMap(({ versions }) => versions);
  const show = withUsers ? usersText : versionsText;
  return [
    ...(golden.length > 0
      ? [`${paint('bold', 'Golden images')}\n${show(golden, paint)}`]
      : ['There are no golden images that you may see.']),
    ...(others.length > 0
      ? [
          `${paint('bold', 'Not named by the convention')}\n${show(
            others,
            paint,
          )}`,
        ]
      : []),
    ...(snapshots > 0
      ? [`And ${plural(snapshots, 'snapshot')} of instances.`]
      : []),
  ].join('\n\n');
}

/** `images` */
export function addImagesCommand(program: Command, io: Io): void {
  withExamples(
    withCommon(program.command('images'))
      .description('Show the golden images, how old they are and who runs what')
      .option('--users', 'project by project instead')
      .action(async (flags: CommonFlags & { users?: boolean }) => {
        const { client, printer } = openContext(flags, io);
        const register = await client.getImages({ signal: io.signal });
        printer.issues(register.errors);
        printer.result(register, () =>
          registerText(register, printer.paint, Boolean(flags.users)),
        );
        if (register.others.length > 0) {
          printer.remark(`The convention: ${register.rules.hint}.`);
        }
        if (register.usesOf === 'caller') {
          printer.remark('Of who runs what, you see your own teams only.');
        }
        if (!register.isComplete) {
          printer.remark('There are more images than are shown.', 'yellow');
        }
      }),
    ['images', 'images --users', 'images --json'],
  );
}
