import { orUndefined, type HttpResponse } from '@ironstage/plugin-infra-node';
import { z } from 'zod';
import type { Scope } from '../../transport/KeystoneSession';
import type {
  OpenStackTransport,
  ServiceCall,
} from '../../transport/OpenStackTransport';
import {
  actionSchema,
  type ConsoleType,
  type WireAction,
  type WireActionEvents,
  actionWithEventsSchema,
} from './types';

/** pages came at 2.58; what went wrong in words, for administrators, at 2.84 */
const ACTIONS = { at: '2.58', better: '2.84' };
/** the id of a new image in the answer */
const SNAPSHOT = { at: '2.45' };
/** user data of a rebuild */
const REBUILD = { at: '2.57' };
/** one call for all types of consoles */
const CONSOLE = { at: '2.6' };
/** Actions looked at; more of them between a request and its repetition are not to be expected. */
const LATEST = 50;

/**
 * Nova's own id of a request, by which its list of actions knows it. Source: `InstanceAction.pack_action_start` of
 * nova/objects/instance_action.py; the older header is that of nova/api/compute_req_id.py.
 */
const requestIdOf = ({ headers }: HttpResponse): string | undefined =>
  headers['x-compute-request-id'] ?? headers['x-openstack-request-id'];

/** What Nova does to servers, and what it has done. */
export class ServerActionsClient {
  constructor(private readonly transport: OpenStackTransport) {}

  /**
   * Asks for an action that has no answer.
   * @returns Nova's id of the request, where it tells one
   */
  async act(
    id: string,
    body: Record<string, unknown>,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    const answer = await this.transport.send({
      service: 'compute',
      method: 'POST',
      path: '/servers/{id}/action',
      params: { id },
      version: REBUILD,
      body,
      signal,
    });
    return requestIdOf(answer);
  }

  /**
   * Makes an image of a server, in the project that asks: that one will own it.
   * @returns the image's id, and Nova's of the request where it tells one
   */
  async snapshot(
    id: string,
    image: { name: string; metadata: Record<string, string> },
    scope: Scope,
    signal: AbortSignal,
  ): Promise<{ imageId: string; requestId: string | undefined }> {
    const call: ServiceCall = {
      service: 'compute',
      method: 'POST',
      path: '/servers/{id}/action',
      params: { id },
      version: SNAPSHOT,
      scope,
      body: { createImage: image },
      signal,
    };
    const answer = await this.transport.send(call);
    const { image_id: imageId } = this.transport.read(
      call,
      answer,
      z.object({ image_id: z.string() }),
    );
    return { imageId, requestId: requestIdOf(answer) };
  }

  /** Sets some metadata and leaves the rest; refused except in ACTIVE, PAUSED, SUSPENDED and SHUTOFF. */
  async setMetadata(
    id: string,
    metadata: Record<string, string>,
    signal: AbortSignal,
  ): Promise<void> {
    await this.transport.send({
      service: 'compute',
      method: 'POST',
      path: '/servers/{id}/metadata',
      params: { id },
      body: { metadata },
      signal,
    });
  }

  /** What was done to a server of late, newest first. */
  async latest(id: string, signal: AbortSignal): Promise<WireAction[]> {
    const found = await this.transport.call(
      {
        service: 'compute',
        method: 'GET',
        path: '/servers/{id}/os-instance-actions',
        params: { id },
        query: { limit: String(LATEST) },
        version: ACTIONS,
        signal,
      },
      z.object({ instanceActions: z.array(actionSchema) }),
    );
    return found.instanceActions;
  }

  /** One action with how far each of its parts has got. */
  async get(
    id: string,
    requestId: string,
    signal: AbortSignal,
  ): Promise<WireActionEvents | undefined> {
    const found = await orUndefined(
      this.transport.call(
        {
          service: 'compute',
          method: 'GET',
          path: '/servers/{id}/os-instance-actions/{request}',
          params: { id, request: requestId },
          version: ACTIONS,
          signal,
        },
        z.object({ instanceAction: actionWithEventsSchema }),
      ),
    );
    return found?.instanceAction;
  }

  /** @returns the address with its ticket, a secret */
  async openConsole(
    id: string,
    { protocol, type }: ConsoleType,
    signal: AbortSignal,
  ): Promise<string> {
    const { remote_console: opened } = await this.transport.call(
      {
        service: 'compute',
        method: 'POST',
        path: '/servers/{id}/remote-consoles',
        params: { id },
        version: CONSOLE,
        body: { remote_console: { protocol, type } },
        signal,
      },
      z.object({ remote_console: z.object({ url: z.string() }) }),
    );
    return opened.url;
  }
}
