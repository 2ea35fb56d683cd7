import {
  orUndefined,
  type OnOddRow,
  type Reading,
} from '@ironstage/plugin-infra-node';
import { z } from 'zod';
import type { OpenStackTransport } from '../../transport/OpenStackTransport';
import { listPages, listWhole } from '../../transport/pages';
import { serviceSchema, type WireService } from '../../services';
import { hypervisorSchema, type WireHypervisor } from './types';

/** ids are UUIDs; at 2.88 figures that Placement knows better are left out */
const DETAIL = { at: '2.53', better: '2.88' };
/** at 2.69 services of a cell that is down are listed instead of silently left out */
const SERVICES = { at: '2.53', better: '2.69' };

/** Nova's compute hosts and services. */
export class HypervisorsClient {
  constructor(private readonly transport: OpenStackTransport) {}

  /**
   * Hosts that run instances. Bare metal nodes, which Nova lists among them one by one, are left out.
   */
  async *pages(
    signal: AbortSignal,
    onOdd?: OnOddRow,
  ): AsyncGenerator<WireHypervisor[]> {
    const pages = listPages(
      this.transport,
      {
        service: 'compute',
        path: '/os-hypervisors/detail',
        version: DETAIL,
        signal,
      },
      'hypervisors',
      hypervisorSchema,
      onOdd,
    );
    for await (const page of pages) {
      yield page.filter(host => host.hypervisor_type !== 'ironic');
    }
  }

  /** All of them, each once. */
  async all(reading: Reading): Promise<WireHypervisor[]> {
    const hosts = new Map<string, WireHypervisor>();
    const onOdd = reading.oddRow('The hypervisor', 'id');
    for await (const page of this.pages(reading.signal, onOdd)) {
      page.forEach(host => hosts.set(host.id, host));
    }
    return [...hosts.values()];
  }

  async get(
    id: string,
    signal: AbortSignal,
  ): Promise<WireHypervisor | undefined> {
    const found = await orUndefined(
      this.transport.call(
        {
          service: 'compute',
          method: 'GET',
          path: '/os-hypervisors/{id}',
          params: { id },
          version: DETAIL,
          signal,
        },
        z.object({ hypervisor: hypervisorSchema }),
      ),
    );
    return found?.hypervisor;
  }

  /** Ids by host name, of the hosts that `pages` lists. */
  async idsByHostname(
    signal: AbortSignal,
    onOdd?: OnOddRow,
  ): Promise<Map<string, string>> {
    const ids = new Map<string, string>();
    for await (const page of this.pages(signal, onOdd)) {
      for (const host of page) {
        ids.set(host.hypervisor_hostname, host.id);
      }
    }
    return ids;
  }

  /**
   * Nova's services, of cells that can't be asked too.
   */
  async allServices(
    signal: AbortSignal,
    onOdd?: OnOddRow,
  ): Promise<WireService[]> {
    return listWhole(
      this.transport,
      { service: 'compute', path: '/os-services', version: SERVICES, signal },
      'services',
      serviceSchema,
      onOdd,
    );
  }

  /**
   * Nova's services.
   * @throws ProviderError `unavailable` when a cell is down: lists would be incomplete then
   */
  async services(
    signal: AbortSignal,
    onOdd?: OnOddRow,
  ): Promise<WireService[]> {
    const services = await this.allServices(signal, onOdd);
    const lost = services.find(service => service.status === 'UNKNOWN');
    if (lost) {
      throw this.transport.error(
        'unavailable',
        `A part of ${this.transport.config.id} can't be asked by its own control plane, so its lists are incomplete.`,
        `service ${lost.binary} on ${lost.host} is UNKNOWN`,
      );
    }
    return services;
  }
}
