import { buildSteps } from './buildSteps';
import { resizeSteps } from './resizeSteps';
import type { ServerRow } from './rows';
import type { StepHandler } from './ServerEngine';
import type { StepName } from './stepNames';

/** The parts of a server that a plain state change may set. */
function patchFrom(args: Record<string, unknown>): Partial<ServerRow> {
  return args.patch as Partial<ServerRow>;
}

const generalSteps = {
  /** Only the intermediate state changes. */
  set(server, engine, args) {
    engine.change(server, patchFrom(args));
  },
  /** The end of an action that needs nothing but new states. */
  settle(server, engine, args) {
    engine.change(server, { taskState: null, ...patchFrom(args) });
    engine.endAction(server, args.events as string[]);
  },
  'delete.done'(server, engine) {
    engine.releaseAll(server);
    engine.endAction(server, ['compute_terminate_instance']);
    engine.change(server, {
      vmState: 'deleted',
      taskState: null,
      powerState: 0,
      terminatedAt: engine.context.clock.now(),
      metadata: {},
      tags: [],
      volumes: [],
      resize: null,
    });
  },
  'delete.gone'(server, engine) {
    engine.bury(server);
  },
  'image.active'(_server, engine, args) {
    const { images } = engine.context.tables;
    const image = images.get(String(args.imageId));
    if (image) {
      images.update(image, {
        status: 'active',
        size: 2 ** 30,
        checksum: image.id.replaceAll('-', ''),
        hashValue: image.id.replaceAll('-', '').repeat(4),
        updatedAt: engine.context.clock.now(),
      });
    }
  },
  'shelve.offload'(server, engine) {
    engine.ledger.release(server.id);
    engine.change(server, {
      vmState: 'shelved_offloaded',
      taskState: null,
      host: null,
    });
    engine.endAction(server, ['compute_shelve_offload_instance']);
  },
  'unshelve.place'(server, engine) {
    const placed = engine.scheduler.select(server, server.flavor);
    if (!placed) {
      engine.change(server, { taskState: null });
      engine.endAction(server, ['conductor_unshelve_instance'], true);
      server.steps = [];
      return;
    }
    engine.ledger.claim(server.id, placed.held, server);
    engine.change(server, { taskState: 'spawning', host: placed.host });
  },
} satisfies Record<string, StepHandler>;

export const stepHandlers: Readonly<Record<StepName, StepHandler>> = {
  ...generalSteps,
  ...buildSteps,
  ...resizeSteps,
};
