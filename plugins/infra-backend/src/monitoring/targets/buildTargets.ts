import type { LeftOut } from '@ironstage/plugin-infra-common';
import type { ScrapePort } from '../../config/InfraConfig';
import type { ChooseAddress } from './addresses';
import { withPort } from './addresses';
import { labelsOf } from './labels';
import type { TargetRow } from './TargetReader';

/** What does not run has nothing to scrape; what may run is scraped, so that it is missed. */
const NOT_RUNNING = {
  instance: [
    'building',
    'stopped',
    'paused',
    'suspended',
    'shelved',
    'deleted',
  ],
  machine: [
    ...['new', 'commissioning', 'testing', 'ready', 'allocated', 'deploying'],
    ...['releasing', 'failed', 'broken', 'retired'],
  ],
};

/** How many names are told of what is left out. */
const TOLD = 20;

/** What is known of a row beside the row. */
export interface TargetFacts {
  ports: ScrapePort[];
  addressOf: ChooseAddress;
  roleOf(row: TargetRow): string | null;
  /** by ref, of machines */
  racks: ReadonlyMap<string, string>;
  /** by project */
  environments: ReadonlyMap<string, string>;
}

/** Groups of targets as Prometheus reads them, and what became of the rest. */
export class TargetList {
  readonly jobs: Record<string, number> = {};
  readonly notRunning: LeftOut = { count: 0, some: [] };
  readonly withoutAddress: LeftOut = { count: 0, some: [] };
  targets = 0;
  private readonly parts: string[] = [];

  constructor(private readonly facts: TargetFacts) {}

  add(row: TargetRow): void {
    if (NOT_RUNNING[row.kind].includes(row.status)) {
      leave(this.notRunning, row);
      return;
    }
    const address = this.facts.addressOf(row.attributes.addresses);
    if (!address) {
      leave(this.withoutAddress, row);
      return;
    }
    const role = this.facts.roleOf(row);
    const labels = labelsOf(this.said(row, role));
    for (const port of this.facts.ports) {
      if (applies(port, row, role)) {
        this.parts.push(group(withPort(address, port.port), port, labels));
        this.targets += 1;
        this.jobs[port.job] = (this.jobs[port.job] ?? 0) + 1;
      }
    }
  }

  /** The whole list as JSON; the same rows in the same order give the same text. */
  toJson(): string {
    return `[${this.parts.join(',\n')}]\n`;
  }

  /**
   * What changes seldom: another label makes another target, whose series begin anew. So neither the status nor the
   * host or the rack of an instance, which may move, are labels.
   */
  private said(row: TargetRow, role: string | null) {
    return {
      name: row.name,
      kind: row.kind,
      provider: row.provider,
      resource: row.ref,
      site: row.site,
      zone: row.zone,
      rack:
        row.kind === 'machine'
          ? this.facts.racks.get(row.ref) ?? row.attributes.rack
          : undefined,
      role,
      team: row.owner?.replace(/^.*\//, ''),
      project: row.project,
      environment: row.project && this.facts.environments.get(row.project),
    };
  }
}

function leave(left: LeftOut, { ref, name }: TargetRow) {
  left.count += 1;
  if (left.some.length < TOLD) {
    left.some.push({ ref, name });
  }
}

const named = (list: string[], value: string | null) =>
  list.length === 0 || (value !== null && list.includes(value));

function applies(port: ScrapePort, row: TargetRow, role: string | null) {
  return (
    named(port.kinds, row.kind) &&
    named(port.roles, role) &&
    (!port.gpus || row.hasGpus)
  );
}

/** The job tells two ports of one machine apart: by equal labels their series would be one that flaps. */
function group(
  target: string,
  port: ScrapePort,
  labels: Record<string, string>,
): string {
  return JSON.stringify({
    targets: [target],
    labels: {
      ...labels,
      ...port.labels,
      job: port.job,
      ...(port.path ? { __metrics_path__: port.path } : {}),
      ...(port.scheme ? { __scheme__: port.scheme } : {}),
    },
  });
}
