import { Command } from 'commander';
import { version } from '../package.json';
import { addAdoptCommands } from './commands/adoptProject';
import { addAuditCommand } from './commands/audit';
import { addApprovalsCommand } from './commands/approvals';
import { addCapacityCommand } from './commands/capacity';
import { addCostsCommand } from './commands/costs';
import { addCreateProjectCommand } from './commands/createProject';
import { addDecisionCommands } from './commands/decide';
import {
  addDeleteInstanceCommand,
  addUndeleteInstanceCommand,
} from './commands/deleteInstance';
import { addExtendLeaseCommand } from './commands/extendLease';
import { addFitCommand } from './commands/fit';
import { addImagesCommand } from './commands/images';
import { addMonitoringCommand } from './commands/monitoring';
import { addNetworksCommand } from './commands/networks';
import { addImpactCommand } from './commands/impact';
import { addInventoryCommand } from './commands/inventory';
import { addLoginCommands } from './commands/login';
import { addMachineCommand } from './commands/machine';
import { addOperationsCommand } from './commands/operations';
import { addPowerCommands } from './commands/power';
import { addQuotaCommand } from './commands/quota';
import { addRebuildCommand } from './commands/rebuild';
import { addRequestGpuCommand } from './commands/requestGpu';
import { addRequestVmCommand } from './commands/requestVm';
import { addResizeCommand } from './commands/resize';
import { addShowUsageCommand } from './commands/showUsage';
import { addSnapshotCommand } from './commands/snapshot';
import { addWhoamiCommand } from './commands/whoami';
import { exitCodeHelp } from './exitCodes';
import type { Io } from './Io';

const INTRODUCTION = `Your company's own metal, from the command line: projects, VMs and GPUs, under
the same rules as in the portal.`;

const ENVIRONMENT = `Environment:
  IRONSTAGE_URL    address of the portal
  IRONSTAGE_TOKEN  token of the portal
  XDG_CONFIG_HOME  where ironstage/config.json is kept (default: ~/.config)
  NO_COLOR         no colors`;

/** Settings that commander does not hand down to commands added later on their own. */
function settle(command: Command, io: Io): void {
  command
    .exitOverride()
    .showHelpAfterError(false)
    .configureOutput({
      writeOut: text => io.stdout.write(text),
      writeErr: text => io.stderr.write(text),
      // said once, by whoever catches it
      outputError: () => {},
    });
  command.commands.forEach(child => settle(child, io));
}

/** The `ironstage` command with everything below it. */
export function buildProgram(io: Io): Command {
  const program = new Command('ironstage')
    .description(INTRODUCTION)
    .version(version);
  addLoginCommands(program, io);
  addWhoamiCommand(program, io);
  addCreateProjectCommand(program, io);
  addAdoptCommands(program, io);
  addRequestVmCommand(program, io);
  addRequestGpuCommand(program, io);
  addShowUsageCommand(program, io);
  addQuotaCommand(program, io);
  addDecisionCommands(program, io);
  addApprovalsCommand(program, io);
  addPowerCommands(program, io);
  addResizeCommand(program, io);
  addSnapshotCommand(program, io);
  addRebuildCommand(program, io);
  addExtendLeaseCommand(program, io);
  addDeleteInstanceCommand(program, io);
  addUndeleteInstanceCommand(program, io);
  addMachineCommand(program, io);
  addOperationsCommand(program, io);
  addInventoryCommand(program, io);
  addCapacityCommand(program, io);
  addFitCommand(program, io);
  addImagesCommand(program, io);
  addCostsCommand(program, io);
  addNetworksCommand(program, io);
  addImpactCommand(program, io);
  addMonitoringCommand(program, io);
  addAuditCommand(program, io);
  program.addHelpText('after', `\n${ENVIRONMENT}\n\n${exitCodeHelp()}`);
  settle(program, io);
  return program;
}
