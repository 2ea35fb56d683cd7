import {
  ERASURES,
  type Erasure,
  type OperationInput,
  type MachineActionType,
} from '@ironstage/plugin-infra-common';
import { Option, type Command } from 'commander';
import { openContext, type CommonFlags } from '../CommandContext';
import type { Io } from '../Io';
import {
  confirmLoss,
  withYes,
  type LossFlags,
} from '../operations/confirmLoss';
import { findMachine } from '../operations/findMachine';
import { readSshPublicKey } from '../operations/sshKey';
import { submit, type SubmitFlags } from '../operations/submit';
import { withCommon, withExamples, withSubmit } from '../options';

interface Flags extends CommonFlags, SubmitFlags, LossFlags {
  dryRun?: boolean;
  provider?: string;
  reason: string;
  image: string;
  sshKey?: string;
  erase: Erasure;
}

/** How an operation on a machine is asked for. */
interface Action<T extends MachineActionType> {
  type: T;
  description: string;
  /** everything but the machine and the common options, for the examples */
  example: string;
  options?(command: Command): Command;
  /** what the operation needs besides the machine */
  input(flags: Flags, io: Io): Omit<OperationInput<T>, 'ref'>;
  /** asked for before everything on the machine is lost */
  loss?: { doing: string; ask: string };
}

const withImage = (command: Command) =>
  command
    .requiredOption('--image <name>', 'image, by name or ref')
    .option(
      '--ssh-key <file>',
      'your public key (default: ~/.ssh/id_ed25519.pub)',
    );

const withErase = (command: Command) =>
  withYes(command).addOption(
    new Option(
      '--erase <how>',
      'what becomes of the disks: quick overwrites what makes them readable, secure uses their own erase function, full overwrites all and takes hours',
    )
      .choices(ERASURES)
      .default('quick'),
  );

const plain = <T extends MachineActionType>(
  type: T,
  description: string,
): Action<T> => ({
  type,
  description,
  example: '',
  input: () => ({} as Omit<OperationInput<T>, 'ref'>),
});

function add<T extends MachineActionType>(
  group: Command,
  io: Io,
  action: Action<T>,
): void {
  const { type, description, loss, example } = action;
  const name = type.replace('machine.', '');
  const command = withSubmit(
    withCommon(group.command(`${name} <machine>`))
      .description(description)
      .option('--provider <id>', 'provider it is at, if names repeat'),
  );
  withExamples(
    (action.options?.(command) ?? command).action(
      async (machine: string, flags: Flags) => {
        const more = action.input(flags, io);
        const context = openContext(flags, io);
        const found = await findMachine(context, machine, flags);
        if (loss) {
          await confirmLoss(context, found, loss, flags);
        }
        const input = { ref: found.ref, ...more } as OperationInput<T>;
        await submit(context, type, input, flags);
      },
    ),
    ['r1-n04', 'machine:maas-eu1/4y3h7n --no-wait'].map(words =>
      ['machine', name, words, example].filter(Boolean).join(' '),
    ),
  );
}

/** `machine` and what is below it */
export function addMachineCommand(program: Command, io: Io): void {
  const group = program
    .command('machine')
    .description('Operate bare-metal machines (for SREs)');
  add(
    group,
    io,
    plain('machine.commission', 'Find out what a machine is made of'),
  );
  add(group, io, plain('machine.power-on', 'Switch a machine on'));
  add(group, io, plain('machine.power-off', 'Shut a machine down'));
  add(
    group,
    io,
    plain('machine.lock', 'Keep everybody from changing a deployed machine'),
  );
  add(group, io, plain('machine.unlock', 'Let a machine be changed again'));
  add(
    group,
    io,
    plain('machine.abort', 'End what a machine is at, such as a test'),
  );
  add(group, io, {
    type: 'machine.mark-broken',
    description: 'Take a machine out of use',
    example: '--reason "A fan is loud"',
    options: command =>
      command.requiredOption('--reason <text>', 'what is wrong with it'),
    input: ({ reason }) => ({ reason }),
  });
  add(
    group,
    io,
    plain('machine.mark-fixed', 'Give a repaired machine back to use'),
  );
  add(group, io, {
    type: 'machine.deploy',
    description: 'Install a machine that is ready',
    example: '--image ubuntu/noble',
    options: withImage,
    input: ({ image, sshKey }, { home }) => ({
      image,
      sshPublicKey: readSshPublicKey(sshKey, { home }),
    }),
  });
  add(group, io, {
    type: 'machine.release',
    description: 'Give a machine back; everything on it is lost',
    example: '--erase secure --yes',
    options: withErase,
    input: ({ erase }) => ({ erase }),
    loss: { doing: 'Releasing', ask: 'Release' },
  });
  add(group, io, {
    type: 'machine.rebuild',
    description: 'Release a machine and install the same one anew',
    example: '--image ubuntu/noble --yes',
    options: command => withErase(withImage(command)),
    input: ({ image, sshKey, erase }, { home }) => ({
      image,
      sshPublicKey: readSshPublicKey(sshKey, { home }),
      erase,
    }),
    loss: { doing: 'Rebuilding', ask: 'Rebuild' },
  });
}
