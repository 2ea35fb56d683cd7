import {
  KeyedQueue,
  isProviderError,
  type InstanceManager,
  type InstanceRequest,
  type InstanceState,
  type InstanceTarget,
  type ProviderCallOptions,
} from '@ironstage/plugin-infra-node';
import type {
  OwnedServer,
  ServersClient,
} from '../client/compute/servers/ServersClient';
import { serverState } from '../client/compute/servers/states';
import { operationOfTags } from '../client/ownership';
import type { OpenStackTransport } from '../client/transport/OpenStackTransport';
import type { BootKeyPairs } from './BootKeyPairs';
import { toFault } from './InstanceFault';
import type { InstanceReader } from './InstanceReader';
import type { OpenStackFloatingIps } from './OpenStackFloatingIps';

/** Oldest first; Nova's times have whole seconds, so the id decides between equals. */
function byAge(a: OwnedServer, b: OwnedServer): number {
  return (
    (a.created ?? '').localeCompare(b.created ?? '') || a.id.localeCompare(b.id)
  );
}

/**
 * Creates and ends servers.
 *
 * Nova has no idempotency key. What takes its place is the operation's tag: it is part of the create
 * call, so it is there from the moment the server is, even before a host is found, and every call looks
 * for it first. Two calls for one operation within this process wait for each other; should two
 * processes ever race, each looks again after creating, and the one whose server is the younger removes its own.
 */
export class OpenStackInstances implements InstanceManager {
  readonly #transport: OpenStackTransport;
  readonly #servers: ServersClient;
  readonly #reader: InstanceReader;
  readonly #keyPairs: BootKeyPairs;
  readonly #floatingIps?: OpenStackFloatingIps;
  readonly #queue = new KeyedQueue();

  constructor(
    transport: OpenStackTransport,
    servers: ServersClient,
    reader: InstanceReader,
    keyPairs: BootKeyPairs,
    floatingIps?: OpenStackFloatingIps,
  ) {
    this.#transport = transport;
    this.#servers = servers;
    this.#reader = reader;
    this.#keyPairs = keyPairs;
    this.#floatingIps = floatingIps;
  }

  async ensureInstance(
    request: InstanceRequest,
    { signal }: ProviderCallOptions,
  ): Promise<{ externalId: string }> {
    const externalId = await this.#queue.run(request.operationId, () =>
      this.#ensure(request, signal),
    );
    return { externalId };
  }

  async getState(
    target: InstanceTarget,
    { signal }: ProviderCallOptions,
  ): Promise<InstanceState | undefined> {
    const found = await this.#reader.get(target.externalId, signal);
    if (
      !found ||
      found.server.status === 'DELETED' ||
      found.server.tenant_id !== target.projectExternalId
    ) {
      return undefined;
    }
    const { status, settled } = serverState(found.server);
    const task = found.server['OS-EXT-STS:task_state'];
    return {
      status,
      settled,
      item: found.item,
      ...(!settled && {
        progress: (task ?? found.server.status)
          .toLowerCase()
          .replace(/_/g, ' '),
      }),
      ...(status === 'error' && {
        fault: toFault(this.#transport.config.id, found.server.fault),
      }),
    };
  }

  async findByOperation(
    request: { operationId: string; projectExternalId: string },
    { signal }: ProviderCallOptions,
  ): Promise<InstanceTarget[]> {
    const servers = await this.#ofOperation(
      request.projectExternalId,
      request.operationId,
      signal,
    );
    return servers.map(server => ({
      externalId: server.id,
      projectExternalId: request.projectExternalId,
    }));
  }

  async remove(
    target: InstanceTarget,
    { signal }: ProviderCallOptions,
  ): Promise<void> {
    // an administrator may delete anything, so a wrong id must be caught here
    const server = await this.#servers.get(target.externalId, signal);
    if (!server) {
      return;
    }
    if (server.tenant_id !== target.projectExternalId) {
      throw this.#transport.error(
        'conflict',
        `The instance is in another project at ${
          this.#transport.config.id
        } than expected; nothing was removed.`,
        `server ${server.id} is in ${server.tenant_id}, expected ${target.projectExternalId}`,
      );
    }
    await this.#floatingIps?.removeAllOf(target, signal);
    await this.#servers.remove(target.externalId, signal);
    const operationId = operationOfTags(server.tags);
    if (operationId && server.key_name) {
      const boot = { operationId, projectId: target.projectExternalId };
      await this.#keyPairs.tryToForget(boot, signal);
    }
  }

  async #ensure(
    request: InstanceRequest,
    signal: AbortSignal,
  ): Promise<string> {
    const { operationId, projectExternalId: projectId } = request;
    const [existing] = await this.#ofOperation(projectId, operationId, signal);
    if (existing) {
      if (existing.key_name) {
        await this.#keyPairs.forget({ operationId, projectId }, signal);
      }
      return existing.id;
    }
    const id = await this.#create(request, signal);
    try {
      return await this.#settleRace(projectId, operationId, id, signal);
    } catch (error) {
      if (isProviderError(error)) {
        // the server is there; only the check for a rival could not be made
        return id;
      }
      throw error;
    }
  }

  async #create(
    request: InstanceRequest,
    signal: AbortSignal,
  ): Promise<string> {
    const { operationId, projectExternalId: projectId, sshPublicKey } = request;
    const boot = { operationId, projectId };
    const keyName = sshPublicKey
      ? await this.#keyPairs.ensure(boot, sshPublicKey, signal)
      : undefined;
    if (!keyName) {
      return this.#createWith(undefined, request, signal);
    }
    let id: string;
    try {
      id = await this.#createWith(keyName, request, signal);
    } catch (error) {
      const taken =
        isProviderError(error, 'invalid') &&
        !(await this.#keyPairs.has(boot, signal));
      if (!taken) {
        await this.#keyPairs.tryToForget(boot, signal);
        throw error;
      }
      // another process was faster with the same operation and is done with the key pair
      return this.#createWith(undefined, request, signal);
    }
    await this.#keyPairs.forget(boot, signal);
    return id;
  }

  async #createWith(
    keyName: string | undefined,
    request: InstanceRequest,
    signal: AbortSignal,
  ): Promise<string> {
    return this.#servers.create(
      {
        operationId: request.operationId,
        name: request.name,
        projectId: request.projectExternalId,
        flavorId: request.flavorExternalId,
        imageId: request.imageExternalId,
        networkIds: request.networkExternalIds,
        userData: request.userData,
        keyName,
        metadata: request.metadata,
      },
      signal,
    );
  }

  async #settleRace(
    projectId: string,
    operationId: string,
    own: string,
    signal: AbortSignal,
  ): Promise<string> {
    const [oldest, ...others] = await this.#ofOperation(
      projectId,
      operationId,
      signal,
    );
    if (!oldest || oldest.id === own || !others.some(one => one.id === own)) {
      return own;
    }
    await this.#servers.remove(own, signal);
    return oldest.id;
  }

  async #ofOperation(
    projectId: string,
    operationId: string,
    signal: AbortSignal,
  ): Promise<OwnedServer[]> {
    const servers = await this.#servers.ofProject(
      projectId,
      operationId,
      signal,
    );
    return servers.sort(byAge);
  }
}
