import { Command, InvalidArgumentError, Option } from 'commander';
import { MAAS_VERSIONS, type MaasVersion } from '../maas/version';
import {
  OPENSTACK_RELEASES,
  type OpenStackRelease,
} from '../openstack/release';
import { startSimulators } from '../startSimulators';

function number(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || Number.isNaN(value)) {
    throw new InvalidArgumentError('not a number');
  }
  return value;
}

interface Flags {
  port: number;
  seed: number;
  machines: number;
  bareMetal: number;
  instances: number;
  speed: number;
  stateFile?: string;
  region?: string[];
  tokenLifetime: number;
  maasListMs: number;
  maasVersion: MaasVersion;
  openstackRelease: OpenStackRelease;
  proxmoxPort: number;
}

/** The `ironstage-simulators` command and its options. */
function buildProgram(): Command {
  return new Command('ironstage-simulators')
    .description('The simulated estate over HTTP on the loopback')
    .option('--port <number>', 'port on 127.0.0.1; 0 picks one', number, 0)
    .option('--seed <number>', 'seed of the estate', number, 7)
    .option('--machines <number>', 'machines in the racks', number, 24)
    .option(
      '--bare-metal <number>',
      'further machines, for Ironic; 0 leaves it out',
      number,
      0,
    )
    .option('--instances <number>', 'instances that already run', number, 60)
    .option('--speed <factor>', 'how much faster than real', number, 10)
    .option('--state-file <path>', 'keep the estate between runs')
    .option('--region <name...>', 'region names in the catalogue')
    .option('--token-lifetime <seconds>', 'of a Keystone token', number, 3600)
    .option(
      '--maas-list-ms <number>',
      'what a list of machines costs, for each machine',
      number,
      0,
    )
    .addOption(
      new Option('--maas-version <release>', 'which MAAS it is')
        .choices(MAAS_VERSIONS)
        .default('3.4'),
    )
    .addOption(
      new Option('--openstack-release <release>', 'whose policies Ironic has')
        .choices(OPENSTACK_RELEASES)
        .default('zed'),
    )
    .option(
      '--proxmox-port <number>',
      'first of two ports for each Proxmox cluster; 0 picks them',
      number,
      0,
    )
    .action(async (flags: Flags) => {
      const { region, tokenLifetime, maasListMs, ...rest } = flags;
      const estate = await startSimulators({
        ...rest,
        ...(region ? { regions: region } : {}),
        tokenLifetimeSeconds: tokenLifetime,
        maasListMsPerMachine: maasListMs,
      });
      const ready = {
        ready: true,
        pid: process.pid,
        url: estate.url,
        controlUrl: estate.controlUrl,
        openstack: {
          authUrl: estate.openstack.authUrl,
          regions: estate.openstack.regions,
          credentials: estate.openstack.credentials,
        },
        maas: estate.maas,
        proxmox: estate.proxmox,
        seed: estate.options.seed,
        machines: estate.options.machines,
        bareMetal: estate.options.bareMetal,
        instances: estate.options.instances,
      };
      process.stdout.write(`${JSON.stringify(ready)}\n`);
      const end = () => {
        estate.stop().then(() => process.exit(0));
      };
      process.once('SIGINT', end);
      process.once('SIGTERM', end);
    });
}

/** Runs the command; an error is one line on stderr and exit status 1. */
export function runCli(argv: string[]): void {
  buildProgram()
    .parseAsync(argv)
    .catch(error => {
      const text = error instanceof Error ? error.message : String(error);
      process.stderr.write(`${text}\n`);
      process.exit(1);
    });
}
