import {
  formatResourceRef,
  type HostFact,
  type Relation,
  type ResourceKind,
} from '@ironstage/plugin-infra-common';
import type { EstateModel } from '../estate/EstateModel';
import { externalIdOf, type EstateRow } from '../estate/EstateRow';
import type { Attachments } from '../graph/attachments';
import type { Built } from '../graph/buildGraph';
import { instanceOfMachine } from '../impact/fallenInstances';

/** A row that another one is related to. */
export interface RelatedRow {
  type: Relation['type'];
  row: EstateRow;
  certain: boolean;
  by: HostFact | null;
  note: string | null;
}

/** What a row stands on and what stands on it, whosever it is; places and equipment excepted. */
export interface Related {
  standsOn: RelatedRow[];
  carries: RelatedRow[];
}

const TYPE: Partial<Record<ResourceKind, Relation['type']>> = {
  hypervisor: 'host',
  project: 'tenant',
};

const plain = (row: EstateRow | undefined): RelatedRow[] =>
  row
    ? [
        {
          type: TYPE[row.kind] ?? (row.kind as Relation['type']),
          row,
          certain: true,
          by: null,
          note: null,
        },
      ]
    : [];

class Relations {
  constructor(
    private readonly model: EstateModel,
    private readonly built: Built,
    private readonly attachments: Attachments,
    private readonly row: EstateRow,
  ) {}

  private refOf(kind: ResourceKind, externalId: string | null | undefined) {
    return externalId
      ? this.model.get(
          formatResourceRef({ kind, provider: this.row.provider, externalId }),
        )
      : undefined;
  }

  /** Images and flavors go by their name within a provider; of two that are called so nobody can tell which it is. */
  private named(kind: 'image' | 'flavor', name: string | undefined) {
    if (!name) {
      return [];
    }
    const found = [...this.model.ofKind(kind)].filter(
      one =>
        one.provider === this.row.provider &&
        (one.name === name || externalIdOf(one) === name),
    );
    return found.flatMap(plain).map(one => ({
      ...one,
      certain: found.length === 1,
      by: found.length === 1 ? null : ('name' as const),
    }));
  }

  private users(matches: (instance: EstateRow) => boolean): RelatedRow[] {
    return [...this.model.ofKind('instance')]
      .filter(one => one.provider === this.row.provider && matches(one))
      .flatMap(plain);
  }

  private joined(side: 'machine' | 'host'): RelatedRow[] {
    const own = side === 'machine' ? 'host' : 'machine';
    return this.built.joins
      .filter(join => join[own].ref === this.row.ref)
      .flatMap(join =>
        plain(this.model.get(join[side].ref)).map(one => ({
          ...one,
          certain: join.certain,
          by: join.verdict.by ?? null,
          note: null,
        })),
      );
  }

  of(): Related {
    const tenant = plain(
      this.row.kind === 'project'
        ? undefined
        : this.refOf('project', this.row.tenant),
    );
    const { standsOn, carries } = this.ofKind();
    return { standsOn: [...standsOn, ...tenant], carries };
  }

  private ofKind(): Related {
    const { row, model } = this;
    switch (row.kind) {
      case 'machine': {
        const whole = instanceOfMachine(row);
        return {
          standsOn: [],
          carries: [
            ...this.joined('host'),
            ...plain(whole ? model.get(whole) : undefined),
          ],
        };
      }
      case 'hypervisor':
        return {
          standsOn: this.joined('machine'),
          carries: [...model.on(row.ref)].flatMap(plain),
        };
      case 'instance':
        return { standsOn: this.instanceStandsOn(), carries: [] };
      case 'volume':
        return {
          standsOn: [],
          carries: (row.attachedTo ?? []).flatMap(id =>
            plain(this.refOf('instance', id)),
          ),
        };
      case 'image':
        return {
          standsOn: plain(this.refOf('instance', row.snapshotOf)),
          carries: this.users(
            one => one.image === row.name || one.image === externalIdOf(row),
          ),
        };
      case 'flavor':
        return {
          standsOn: [],
          carries: this.users(one => one.flavor === row.name),
        };
      case 'network':
        return {
          standsOn: [],
          carries: this.users(one => this.attachments.of(one).includes(row)),
        };
      case 'project':
        return {
          standsOn: [],
          carries: [...model.ofTenant(row.provider, externalIdOf(row))]
            .filter(one => one !== row)
            .flatMap(plain),
        };
      default:
        return { standsOn: [], carries: [] };
    }
  }

  private instanceStandsOn(): RelatedRow[] {
    const { row, model } = this;
    const machines = [...model.ofKind('machine')].filter(
      one => one.instance && instanceOfMachine(one) === row.ref,
    );
    const volumes = new Set([
      ...(row.volumes ?? []).flatMap(id => this.refOf('volume', id) ?? []),
      ...(row.tenant
        ? [...model.ofTenant(row.provider, row.tenant)].filter(
            one =>
              one.kind === 'volume' &&
              one.attachedTo?.includes(externalIdOf(row)),
          )
        : []),
    ]);
    return [
      ...plain(row.host ? model.get(row.host) : undefined),
      ...machines.flatMap(plain),
      ...this.named('image', row.image),
      ...this.named('flavor', row.flavor),
      ...this.attachments.of(row).flatMap(plain),
      ...[...volumes].flatMap(plain),
    ];
  }
}

/** What a row of the inventory is related to. */
export function relatedTo(
  model: EstateModel,
  built: Built,
  attachments: Attachments,
  row: EstateRow,
): Related {
  return new Relations(model, built, attachments, row).of();
}
