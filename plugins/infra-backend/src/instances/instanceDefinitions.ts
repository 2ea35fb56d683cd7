import type { AnyOperationDefinition } from '../operations/OperationDefinition';
import { instanceCreate } from './definitions/instanceCreate';
import { instanceDelete } from './definitions/instanceDelete';
import { instanceReboot } from './definitions/instanceReboot';
import { instanceRebuild } from './definitions/instanceRebuild';
import { instanceResize } from './definitions/instanceResize';
import { instanceSnapshot } from './definitions/instanceSnapshot';
import { instanceStart } from './definitions/instanceStart';
import { instanceStop } from './definitions/instanceStop';
import { instanceUndelete } from './definitions/instanceUndelete';
import type { InstanceGuardrails } from './guardrails/InstanceGuardrails';

type ServicesOf<F extends (services: never) => unknown> = Parameters<F>[0];

/** Every type of operation on an instance. */
export function instanceDefinitions(
  guardrails: InstanceGuardrails,
  services: ServicesOf<typeof instanceResize> &
    ServicesOf<typeof instanceRebuild> &
    ServicesOf<typeof instanceDelete> &
    Parameters<typeof instanceCreate>[1],
): AnyOperationDefinition[] {
  return [
    instanceCreate(guardrails, services),
    instanceStart(services),
    instanceStop(services),
    instanceReboot(services),
    instanceResize(services),
    instanceSnapshot(services),
    instanceRebuild(services),
    instanceDelete(services),
    instanceUndelete(services),
  ];
}
