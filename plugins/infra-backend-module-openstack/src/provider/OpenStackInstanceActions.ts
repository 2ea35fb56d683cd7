import {
  KeyedQueue,
  isProviderError,
  type InstanceAction,
  type InstanceActionName,
  type InstanceActionProgress,
  type InstanceActions,
  type InstanceConsole,
  type InstanceTarget,
  type ProviderCallOptions,
} from '@ironstage/plugin-infra-node';
import type { WireAction } from '../client/compute/actions/types';
import { serverState } from '../client/compute/servers/states';
import type { WireServer } from '../client/compute/servers/types';
import { ACTION_METADATA, OPERATION_METADATA } from '../client/ownership';
import type { ProjectScope } from '../client/transport/KeystoneSession';
import type { OpenStackTransport } from '../client/transport/OpenStackTransport';
import { readMark, writeMark } from './actionMark';
import { bodyOf, PLANS, takesMark } from './actionPlan';
import { progressOf, wordsOf } from './actionProgress';
import type { Clients } from './clients';
import { CONSOLES } from './consoles';

/** A handle of what needed no action. */
const NOTHING_TO_DO = 'done';

type Target = InstanceTarget & { operationId: string };
type Snapshot = Extract<InstanceAction, { type: 'snapshot' }>;

/**
 * Acts on servers. Nova has no idempotency key; what takes its place is a mark in the server's metadata,
 * written before the action, with the last action before it: what the same account has done since, by Nova's list of
 * actions, is the answer to an earlier attempt. Three actions do without, because the mark can be part of the
 * request (`rebuild`, and `snapshot`, whose image carries it) or no mark can be written in the state that
 * they need (an end of a resize, of which there is one for each resize).
 *
 * A handle is Nova's id of the request, of a snapshot followed by the id of the image.
 */
export class OpenStackInstanceActions implements InstanceActions {
  readonly supported: readonly InstanceActionName[];
  readonly hasConsole: boolean;
  readonly #queue = new KeyedQueue();

  constructor(
    private readonly transport: OpenStackTransport,
    private readonly clients: Clients,
  ) {
    this.supported = Object.keys(PLANS) as InstanceActionName[];
    this.hasConsole = transport.config.console !== undefined;
  }

  begin(
    target: Target,
    action: InstanceAction,
    { signal }: ProviderCallOptions,
  ): Promise<{ handle: string }> {
    return this.#queue.run(target.externalId, async () => {
      const server = await this.#find(target, signal);
      if (action.type === 'snapshot') {
        return { handle: await this.#snapshot(target, action, server, signal) };
      }
      const recent = await this.clients.serverActions.latest(server.id, signal);
      const begun = this.#findBegun(
        target,
        action,
        server,
        await this.#ours(recent, 'portal', signal),
        recent,
      );
      if (begun) {
        return { handle: begun };
      }
      if (this.#isDone(action, server)) {
        return { handle: NOTHING_TO_DO };
      }
      this.#check(action, server);
      return {
        handle: await this.#act(target, action, server, recent, signal),
      };
    });
  }

  async progress(
    target: InstanceTarget,
    action: InstanceAction,
    handle: string,
    { signal }: ProviderCallOptions,
  ): Promise<InstanceActionProgress> {
    const server = await this.#find(target, signal);
    if (handle === NOTHING_TO_DO) {
      return { settled: true };
    }
    const [requestId, imageId] = handle.split(' ');
    const record = await this.clients.serverActions.get(
      server.id,
      requestId,
      signal,
    );
    const progress = progressOf(
      this.transport.config.id,
      action.type,
      server,
      record,
    );
    return imageId ? this.#withImage(progress, imageId, signal) : progress;
  }

  async openConsole(
    target: InstanceTarget,
    { signal }: ProviderCallOptions,
  ): Promise<InstanceConsole> {
    const { console: kind, configKey, id } = this.transport.config;
    if (!kind) {
      throw this.transport.error(
        'misconfigured',
        `No consoles are offered at ${id}; see ${configKey}.console.`,
      );
    }
    const server = await this.#find(target, signal);
    if (server['OS-EXT-STS:vm_state'] !== 'active') {
      throw this.transport.error(
        'conflict',
        'The instance has no console while it is not running; start it first.',
      );
    }
    try {
      const url = await this.clients.serverActions.openConsole(
        server.id,
        CONSOLES[kind],
        signal,
      );
      return { protocol: kind, url };
    } catch (error) {
      if (
        isProviderError(error, 'invalid') &&
        /console type/i.test(error.message)
      ) {
        throw this.transport.error(
          'misconfigured',
          `${id} offers no console of the kind ${kind}; check ${configKey}.console.`,
          error.detail,
          error,
        );
      }
      throw error;
    }
  }

  async #find(target: InstanceTarget, signal: AbortSignal) {
    const server = await this.clients.servers.get(target.externalId, signal);
    // an administrator may act on anything, so a wrong id must be caught here
    if (
      !server ||
      server.status === 'DELETED' ||
      server.tenant_id !== target.projectExternalId
    ) {
      throw this.transport.error(
        'not-found',
        `The instance is no longer at ${this.transport.config.id}.`,
      );
    }
    return server;
  }

  /** @throws ProviderError `unavailable` when it will pass, `conflict` when somebody has to do something first */
  #check({ type }: InstanceAction, server: WireServer): void {
    const { may, because, settled, status } = serverState(server);
    if (!may.includes(type)) {
      throw this.transport.error(
        settled || status === 'unknown' ? 'conflict' : 'unavailable',
        `${this.transport.config.id} can't ${wordsOf(
          type,
        )} the instance now: ${because}.`,
        `vm_state ${server['OS-EXT-STS:vm_state']}, task_state ${server['OS-EXT-STS:task_state']}`,
      );
    }
    // Nova lets an administrator pass, but somebody locked it to keep hands off
    if (server.locked) {
      throw this.transport.error(
        'conflict',
        `The instance is locked at ${this.transport.config.id}; it must be unlocked there first.`,
      );
    }
  }

  /** Those of the actions that our account asked for; somebody else may have asked for the same meanwhile. */
  async #ours(
    actions: readonly WireAction[],
    scope: ProjectScope,
    signal: AbortSignal,
  ): Promise<WireAction[]> {
    const { userId } = await this.transport.session.token(scope, signal);
    return actions.filter(one => !one.user_id || one.user_id === userId);
  }

  /** Request id of what this operation has begun before. */
  #findBegun(
    { operationId }: Target,
    { type }: InstanceAction,
    server: WireServer,
    ours: readonly WireAction[],
    recent: readonly WireAction[],
  ): string | undefined {
    const { names } = PLANS[type];
    if (type === 'confirm-resize' || type === 'revert-resize') {
      const last = recent.find(one =>
        ['resize', 'confirmResize', 'revertResize'].includes(one.action),
      );
      return last && names.includes(last.action) && last.message !== 'Error'
        ? last.request_id
        : undefined;
    }
    if (type === 'start' && server['OS-EXT-STS:task_state'] === 'unshelving') {
      // a server on the shelf takes no mark
      return recent.find(one => one.action === 'unshelve')?.request_id;
    }
    const mark = readMark(server.metadata[ACTION_METADATA]);
    if (mark?.operationId !== operationId || mark.action !== type) {
      return undefined;
    }
    const before = recent.findIndex(one => one.request_id === mark.after);
    const since = recent.slice(0, before < 0 ? undefined : before);
    return ours
      .filter(one => since.includes(one) && names.includes(one.action))
      .pop()?.request_id;
  }

  #isDone({ type }: InstanceAction, server: WireServer): boolean {
    return (
      ['start', 'shutdown', 'stop'].includes(type) &&
      !server['OS-EXT-STS:task_state'] &&
      PLANS[type].goals!.includes(server.status.toUpperCase())
    );
  }

  async #act(
    { operationId }: Target,
    action: Exclude<InstanceAction, Snapshot>,
    server: WireServer,
    recent: WireAction[],
    signal: AbortSignal,
  ): Promise<string> {
    const { serverActions } = this.clients;
    const mark = {
      [ACTION_METADATA]: writeMark({
        operationId,
        action: action.type,
        after: recent[0]?.request_id,
      }),
    };
    if (action.type !== 'rebuild' && takesMark(server)) {
      await serverActions.setMetadata(server.id, mark, signal);
    }
    const requestId = await serverActions.act(
      server.id,
      bodyOf(
        action,
        { ...server.metadata, ...mark },
        serverState(server).start,
      ),
      signal,
    );
    const { names } = PLANS[action.type];
    const known = new Set(recent.map(one => one.request_id));
    const fresh = (await serverActions.latest(server.id, signal)).filter(
      one => !known.has(one.request_id),
    );
    const own =
      fresh.find(one => one.request_id === requestId) ??
      // where something in between has replaced the id: as after an answer that was lost
      (await this.#ours(fresh, 'portal', signal))
        .filter(one => names.includes(one.action))
        .pop();
    if (!own) {
      throw this.transport.error(
        'unknown-outcome',
        `${this.transport.config.id} accepted the request and keeps no record of it.`,
      );
    }
    return own.request_id;
  }

  async #snapshot(
    { operationId, projectExternalId }: Target,
    action: Snapshot,
    server: WireServer,
    signal: AbortSignal,
  ): Promise<string> {
    const { images, serverActions } = this.clients;
    const scope = { projectId: projectExternalId };
    // the mark is all there is of a server that boots from a volume: its image tells no server
    const own = (await images.ofOperation(operationId, signal)).find(
      image => !image.instance_uuid || image.instance_uuid === server.id,
    );
    if (!own) {
      this.#check(action, server);
      const made = await serverActions.snapshot(
        server.id,
        { name: action.name, metadata: { [OPERATION_METADATA]: operationId } },
        scope,
        signal,
      );
      return `${made.requestId ?? '-'} ${made.imageId}`;
    }
    const recent = await serverActions.latest(server.id, signal);
    const records = (await this.#ours(recent, scope, signal)).filter(one =>
      PLANS.snapshot.names.includes(one.action),
    );
    // of several nobody can tell which it was; the image itself says how far it is
    return `${records.length === 1 ? records[0].request_id : '-'} ${own.id}`;
  }

  async #withImage(
    progress: InstanceActionProgress,
    imageId: string,
    signal: AbortSignal,
  ): Promise<InstanceActionProgress> {
    const image = await this.clients.images.get(imageId, signal);
    const { id } = this.transport.config;
    if (progress.settled && !progress.fault) {
      if (!image || ['killed', 'deleted'].includes(image.status)) {
        return {
          settled: true,
          fault: {
            class: 'provider',
            message: `${id} could not make the image.`,
            detail: image ? `image ${image.status}` : 'image gone',
          },
        };
      }
      if (image.status !== 'active' && image.status !== 'queued') {
        return {
          settled: false,
          message: `image ${image.status}`,
          snapshotExternalId: imageId,
        };
      }
    }
    return {
      ...progress,
      // a queued image is one whose host was satisfied without sending anything
      ...(progress.settled &&
        image?.status === 'queued' && {
          message: `The image has no content at ${id} yet.`,
        }),
      snapshotExternalId: imageId,
    };
  }
}
