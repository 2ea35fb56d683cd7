import type { AnyOperationDefinition } from '../../OperationDefinition';
import type { MachineServices } from './machineAction';
import { machineMarkBroken, machineMarkFixed } from './machineBroken';
import { machineCommission } from './machineCommission';
import { machineDeploy } from './machineDeploy';
import { machineLock } from './machineLock';
import { machinePower } from './machinePower';
import { machineRebuild } from './machineRebuild';
import { machineRelease } from './machineRelease';

/** Every type of operation on a machine. */
export function machineDefinitions(
  services: MachineServices,
): AnyOperationDefinition[] {
  return [
    machineDeploy(services),
    machineRelease(services),
    machineRebuild(services),
    machineCommission(services),
    machinePower(services, 'on'),
    machinePower(services, 'off'),
    machineLock(services, 'lock'),
    machineLock(services, 'unlock'),
    machineMarkBroken(services),
    machineMarkFixed(services),
  ];
}
