import { ApiError } from '../../kernel/http/types';
import type { ServerRow } from './rows';
import type { ServerEngine } from './ServerEngine';

const NO_HOST = 'No valid host was found. ';

function attachNetworks(server: ServerRow, engine: ServerEngine): void {
  const { ports, projects } = engine.context.tables;
  for (const wish of server.networks) {
    const given = wish.portId ? ports.get(wish.portId) : undefined;
    if (given) {
      ports.update(given, {
        deviceId: server.id,
        deviceOwner: `compute:${server.requestedZone?.split(':')[0] || 'nova'}`,
        bindingHost: server.host ?? '',
        revision: given.revision + 1,
      });
    } else if (wish.networkId) {
      engine.network.createPort({
        networkId: wish.networkId,
        projectId: server.projectId,
        deviceId: server.id,
        deviceOwner: `compute:${server.requestedZone?.split(':')[0] || 'nova'}`,
        bindingHost: server.host ?? '',
        fixedIps: wish.fixedIp ? [{ ipAddress: wish.fixedIp }] : undefined,
        securityGroupIds:
          server.securityGroupIds.length > 0
            ? server.securityGroupIds
            : undefined,
        autoCreated: true,
        // The API checked the quota; a deleted project must not fail here.
        free: !projects.get(server.projectId),
      });
    }
  }
}

function networkFailure(server: ServerRow, error: unknown): string {
  const exhausted =
    error instanceof ApiError &&
    error.detail.type === 'IpAddressGenerationFailure';
  const network = server.networks.find(wish => wish.networkId)?.networkId;
  let reason = error instanceof Error ? error.message : String(error);
  if (exhausted) {
    reason = `No fixed IP addresses available for network: ${network}`;
  }
  return `Build of instance ${server.id} aborted: Failed to allocate the network(s) with error ${reason}, not rescheduling.`;
}

/** create: scheduling → (null) → networking → spawning → active. */
export const buildSteps = {
  'build.schedule'(server: ServerRow, engine: ServerEngine) {
    const placed = engine.scheduler.select(server, server.flavor);
    if (!placed) {
      engine.endAction(
        server,
        ['conductor_schedule_and_build_instances'],
        true,
      );
      engine.fail(server, NO_HOST, { cell0: true });
      return;
    }
    engine.ledger.claim(server.id, placed.held, server);
    engine.change(server, { taskState: null, host: placed.host });
  },

  'build.network'(server: ServerRow, engine: ServerEngine) {
    engine.change(server, { taskState: 'networking' });
    try {
      attachNetworks(server, engine);
    } catch (error) {
      engine.endAction(server, ['compute__do_build_and_run_instance'], true);
      engine.releaseAll(server);
      engine.fail(server, networkFailure(server, error), { host: null });
    }
  },

  'build.spawn'(server: ServerRow, engine: ServerEngine) {
    engine.change(server, { taskState: 'spawning' });
    const fault = engine.context.faults.strikeObject(
      'compute',
      ['build-error', 'build-stuck'],
      server.name,
    );
    if (fault?.kind === 'build-stuck') {
      server.steps = [];
    } else if (fault?.kind === 'build-error') {
      server.steps = server.steps.map(step => ({
        ...step,
        name: 'build.fail',
      }));
    }
  },

  'build.fail'(server: ServerRow, engine: ServerEngine) {
    engine.endAction(server, ['compute__do_build_and_run_instance'], true);
    engine.releaseAll(server);
    engine.fail(
      server,
      `Exceeded maximum number of retries. Exhausted all hosts available for retrying build failures for instance ${server.id}.`,
      { host: null },
    );
  },

  'build.finish'(server: ServerRow, engine: ServerEngine) {
    const { ports } = engine.context.tables;
    for (const port of ports.by('device', server.id)) {
      ports.update(port, { status: 'ACTIVE', revision: port.revision + 2 });
    }
    engine.change(server, {
      vmState: 'active',
      taskState: null,
      powerState: 1,
      launchedAt: engine.context.clock.now(),
    });
    engine.endAction(server, ['compute__do_build_and_run_instance']);
  },
};
