import type { AnyOperationDefinition } from '../operations/OperationDefinition';
import type { MachineServices } from './definitions/machineAction';
import { machineAbort } from './definitions/machineAbort';
import {
  machineMarkBroken,
  machineMarkFixed,
} from './definitions/machineBroken';
import { machineCommission } from './definitions/machineCommission';
import { machineDeploy } from './definitions/machineDeploy';
import { machineLock } from './definitions/machineLock';
import { machinePower } from './definitions/machinePower';
import { machineRebuild } from './definitions/machineRebuild';
import { machineRelease } from './definitions/machineRelease';

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
    machineAbort(services),
  ];
}
