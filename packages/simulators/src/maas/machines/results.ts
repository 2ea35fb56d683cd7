import type { MaasContext } from '../MaasContext';
import type { NodeRow, ResultRow } from '../rows';
import { scriptStatus } from '../status';

const scripts: Record<ResultRow['type'], string[]> = {
  0: [
    '20-maas-01-install-lldpd',
    '20-maas-02-dhcp-unconfigured-ifaces',
    '50-maas-01-commissioning',
    '30-maas-01-bmc-config',
    'maas-lshw',
    'maas-capture-lldpd',
    'maas-list-modaliases',
    'maas-get-fruid-api-data',
    'maas-serial-ports',
  ],
  1: ['/tmp/install.log'],
  2: ['smartctl-validate'],
};

const field = {
  0: 'commissioningResult',
  1: 'installationResult',
  2: 'testingResult',
} as const;

/** A new run of scripts, which the machine then points at. */
export function startResult(
  node: NodeRow,
  type: ResultRow['type'],
  context: MaasContext,
): void {
  const number = context.next('script set');
  context.tables.results.insert({
    id: String(number),
    node: node.id,
    type,
    status: scriptStatus.running,
    startedAt: context.clock.now(),
    endedAt: null,
    scripts: scripts[type],
  });
  context.change(node, { [field[type]]: number });
}

/** Ends the run the machine points at. */
export function finishResult(
  node: NodeRow,
  type: ResultRow['type'],
  status: number,
  context: MaasContext,
): void {
  const current = node[field[type]];
  const row =
    current === null ? undefined : context.tables.results.get(String(current));
  if (row) {
    context.tables.results.update(row, {
      status,
      endedAt: context.clock.now(),
    });
  }
}
