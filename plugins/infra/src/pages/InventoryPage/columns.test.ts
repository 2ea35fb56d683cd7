import { GiB, vector, type Resource } from '@ironstage/plugin-infra-common';
import type { GridColDef } from '@mui/x-data-grid';
import { aResource } from '../../testing/factories';
import { inventoryColumns } from './columns';

/** Width of the list in a window of 1400 px. */
const LIST_WIDTH = 1127;

function cells(row: Resource): Record<string, string> {
  const text = ({ valueGetter }: GridColDef<Resource>) =>
    // these columns look at the row alone
    (valueGetter as ((value: unknown, row: Resource) => string) | undefined)?.(
      undefined,
      row,
    ) ?? '';
  return Object.fromEntries(
    inventoryColumns(row.kind, { stale: false, mixed: false }).map(column => [
      column.headerName,
      text(column),
    ]),
  );
}

describe('inventoryColumns', () => {
  it('tell of a machine what it is made of, where it is and what runs on it', () => {
    const row = aResource({
      kind: 'machine',
      zone: 'eu1-a',
      vector: vector({
        vcpus: 128,
        memoryBytes: 1024 * GiB,
        storageBytes: 960 * GiB,
        gpus: { 'nvidia-h100': 8 },
      }),
      attributes: {
        powerState: 'on',
        os: 'ubuntu/noble',
        pool: 'gpu',
        rack: 'r12',
      },
    });
    expect(cells(row)).toMatchObject({
      vCPU: '128',
      Memory: '1 TiB',
      Storage: '960 GiB',
      GPUs: '8 × nvidia-h100',
      Power: 'On',
      OS: 'Ubuntu noble',
      Pool: 'gpu',
      Rack: 'r12',
      Zone: 'eu1-a',
    });
  });

  it('tell of a subnet its type, its ranges and its VLAN', () => {
    const row = aResource({
      kind: 'network',
      attributes: {
        type: 'subnet',
        cidrs: ['10.230.0.0/22'],
        vlan: 100,
        fabric: 'fabric-storage',
      },
    });
    expect(cells(row)).toMatchObject({
      Type: 'Subnet',
      Addresses: '10.230.0.0/22',
      VLAN: '100 · fabric-storage',
    });
  });

  it('tell the operating system and the architectures of an image', () => {
    const row = aResource({
      kind: 'image',
      attributes: { os: 'Ubuntu 24.04 LTS', architecture: ['amd64', 'arm64'] },
    });
    expect(cells(row)).toMatchObject({
      'Operating system': 'Ubuntu 24.04 LTS',
      Architecture: 'amd64, arm64',
    });
  });

  it.each(['machine', 'network', 'image'] as const)(
    'of kind %s fit in a window of 1400 px',
    kind => {
      const widths = inventoryColumns(kind, { stale: false, mixed: false }).map(
        ({ flex, minWidth, width }) => (flex ? minWidth : width) ?? 100,
      );
      expect(widths.reduce((sum, width) => sum + width, 0)).toBeLessThanOrEqual(
        LIST_WIDTH,
      );
    },
  );

  it('tell the provider of machines when there are several', () => {
    const headers = (mixed: boolean) =>
      inventoryColumns('machine', { stale: true, mixed }).map(
        ({ headerName }) => headerName,
      );
    expect(headers(true)).toContain('Provider');
    expect(headers(false)).not.toContain('Provider');
    expect(headers(false).slice(0, 3)).toEqual(['Name', 'Freshness', 'Status']);
  });
});
