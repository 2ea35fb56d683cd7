import type { FlavorCopy, ServerRow } from './rows';
import type { ServerEngine } from './ServerEngine';

/** resize, cold migration, their confirmation and their undoing. */
export const resizeSteps = {
  /** Finds the new host. Where none fits, all is as before, without a fault. */
  'resize.place'(
    server: ServerRow,
    engine: ServerEngine,
    args: Record<string, unknown>,
  ) {
    const flavor = args.flavor as FlavorCopy;
    const oldHost = server.host ?? '';
    const placed = engine.scheduler.select(server, flavor, [oldHost]);
    if (!placed) {
      server.steps = [];
      engine.endAction(
        server,
        ['cold_migrate', 'conductor_migrate_server'],
        true,
      );
      engine.change(server, {
        taskState: null,
        // Kept, but shown only once the status is ERROR or DELETED.
        fault: {
          code: 500,
          message: 'No valid host was found. ',
          created: engine.context.clock.now(),
        },
      });
      return;
    }
    const migrationId = engine.newMigrationId();
    engine.ledger.rename(server.id, migrationId);
    engine.ledger.claim(server.id, placed.held, server);
    const vmState = server.vmState;
    engine.change(server, {
      taskState: 'resize_migrating',
      resize: { flavor: server.flavor, host: oldHost, migrationId, vmState },
      host: placed.host,
    });
  },

  'resize.finish'(
    server: ServerRow,
    engine: ServerEngine,
    args: Record<string, unknown>,
  ) {
    engine.change(server, {
      vmState: 'resized',
      taskState: null,
      flavor: args.flavor as FlavorCopy,
    });
    engine.endAction(server, ['cold_migrate', 'compute_finish_resize']);
  },

  'resize.confirm'(server: ServerRow, engine: ServerEngine) {
    const before = server.resize;
    if (before) {
      engine.ledger.release(before.migrationId);
    }
    engine.change(server, {
      vmState: before?.vmState ?? 'active',
      taskState: null,
      resize: null,
    });
    engine.endAction(server, ['compute_confirm_resize']);
  },

  'resize.revert'(server: ServerRow, engine: ServerEngine) {
    const before = server.resize;
    if (before) {
      engine.ledger.release(server.id);
      engine.ledger.rename(before.migrationId, server.id);
      engine.change(server, {
        vmState: before.vmState,
        taskState: null,
        flavor: before.flavor,
        host: before.host,
        resize: null,
      });
    }
    engine.endAction(server, ['compute_revert_resize']);
  },

  'migrate.live'(server: ServerRow, engine: ServerEngine) {
    const placed = engine.scheduler.select(server, server.flavor, [
      server.host ?? '',
    ]);
    if (placed) {
      engine.ledger.claim(server.id, placed.held, server);
      engine.change(server, { taskState: null, host: placed.host });
    } else {
      engine.change(server, { taskState: null });
    }
    engine.endAction(server, ['conductor_live_migrate_instance'], !placed);
  },
};
