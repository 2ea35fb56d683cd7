import { orUndefined, type OnOddRow } from '@ironstage/plugin-infra-node';
import { z } from 'zod';
import type { OpenStackTransport } from '../transport/OpenStackTransport';
import { listAll, listPages } from '../transport/pages';

/** A kind of object that Neutron keeps under `/v2.0/<plural>`. */
export interface NeutronKind<S extends z.ZodType> {
  /** in the address: `security-groups` */
  path: string;
  /** around a list: `security_groups` */
  plural: string;
  /** around one object: `security_group` */
  singular: string;
  schema: S;
}

/** The same six calls that Neutron has for every kind of object. */
export class NeutronResource<S extends z.ZodType> {
  constructor(
    private readonly transport: OpenStackTransport,
    private readonly kind: NeutronKind<S>,
  ) {}

  /** Neutron ignores filters that it does not know; callers compare again. */
  pages(
    filter: Record<string, string>,
    signal: AbortSignal,
    onOdd?: OnOddRow,
  ): AsyncGenerator<Array<z.output<S>>> {
    return listPages(
      this.transport,
      {
        service: 'network',
        path: `/${this.kind.path}`,
        query: filter,
        signal,
      },
      this.kind.plural,
      this.kind.schema,
      onOdd,
    );
  }

  /** Fails on an odd row unless somebody is told of it: what is looked for before it is made must not be overlooked. */
  list(
    filter: Record<string, string>,
    signal: AbortSignal,
    onOdd?: OnOddRow,
  ): Promise<Array<z.output<S>>> {
    return listAll(
      this.transport,
      {
        service: 'network',
        path: `/${this.kind.path}`,
        query: filter,
        signal,
      },
      this.kind.plural,
      this.kind.schema,
      onOdd,
    );
  }

  async get(id: string, signal: AbortSignal): Promise<z.output<S> | undefined> {
    const found = await orUndefined(
      this.transport.call(
        {
          service: 'network',
          method: 'GET',
          path: `/${this.kind.path}/{id}`,
          params: { id },
          signal,
        },
        z.record(z.string(), this.kind.schema),
      ),
    );
    return found?.[this.kind.singular];
  }

  async create(
    body: Record<string, unknown>,
    signal: AbortSignal,
  ): Promise<z.output<S>> {
    const made = await this.transport.call(
      {
        service: 'network',
        method: 'POST',
        path: `/${this.kind.path}`,
        body: { [this.kind.singular]: body },
        signal,
      },
      z.record(z.string(), this.kind.schema),
    );
    return made[this.kind.singular];
  }

  async update(
    id: string,
    body: Record<string, unknown>,
    signal: AbortSignal,
  ): Promise<z.output<S>> {
    const changed = await this.transport.call(
      {
        service: 'network',
        method: 'PUT',
        path: `/${this.kind.path}/{id}`,
        params: { id },
        body: { [this.kind.singular]: body },
        signal,
      },
      z.record(z.string(), this.kind.schema),
    );
    return changed[this.kind.singular];
  }

  /** One that is gone is no error. */
  async remove(id: string, signal: AbortSignal): Promise<void> {
    await orUndefined(
      this.transport.send({
        service: 'network',
        method: 'DELETE',
        path: `/${this.kind.path}/{id}`,
        params: { id },
        signal,
      }),
    );
  }
}
