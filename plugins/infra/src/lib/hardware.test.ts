import { hardwareOf } from './hardware';

const partsOf = (attributes: Record<string, unknown>) =>
  hardwareOf(attributes).flatMap(({ parts }) => parts);

describe('hardwareOf', () => {
  it('tells size, sort and model of disks', () => {
    expect(
      hardwareOf({
        disks: [
          {
            name: 'nvme0n1',
            model: 'Dell DC NVMe PE8010',
            sizeBytes: 515396075520,
            kind: 'nvme',
          },
          { name: 'sda', sizeBytes: 0, kind: 'unknown' },
        ],
      }),
    ).toEqual([
      {
        attribute: 'disks',
        title: 'Disks',
        parts: [
          {
            name: 'nvme0n1',
            details: ['480 GiB', 'NVMe', 'Dell DC NVMe PE8010'],
          },
          { name: 'sda', details: ['0 B'] },
        ],
      },
    ]);
  });

  it('tells where a network interface is connected', () => {
    expect(
      partsOf({
        nics: [
          {
            name: 'enp65s0f0np0',
            mac: '3c:ec:ef:26:9c:69',
            vlan: 0,
            network: 'fabric-0/untagged',
            up: true,
            speedMbps: 100000,
            addresses: ['10.240.0.3', 'fd00::3'],
          },
          { name: 'eno2', up: false, speedMbps: 100, addresses: [] },
          { name: 'eno3', addresses: [] },
        ],
      }),
    ).toEqual([
      {
        name: 'enp65s0f0np0',
        details: [
          '3c:ec:ef:26:9c:69',
          'VLAN 0 fabric-0/untagged',
          '100 Gb/s',
          'up',
          '10.240.0.3, fd00::3',
        ],
      },
      { name: 'eno2', details: ['100 Mb/s', 'down'] },
      { name: 'eno3', details: [] },
    ]);
  });

  it('tells what is near each NUMA node', () => {
    expect(
      partsOf({
        numaNodes: [{ index: 0, vcpus: 64, memoryBytes: 549755813888 }],
      }),
    ).toEqual([{ name: 'Node 0', details: ['64 vCPU', '512 GiB'] }]);
  });

  it('counts GPUs by model, with their addresses by NUMA node', () => {
    const card = (model: string, pciAddress: string, numaNode?: number) => ({
      model,
      vendorId: '10de',
      productId: '20b2',
      pciAddress,
      numaNode,
    });
    expect(
      partsOf({
        gpus: [
          card('nvidia-a100', '0000:10:00.0', 0),
          card('nvidia-a100', '0000:16:00.0', 0),
          card('nvidia-a100', '0000:89:00.0', 1),
          { model: 'nvidia-l4', pciAddress: '0000:c1:00.0' },
        ],
      }),
    ).toEqual([
      {
        name: '3 × nvidia-a100',
        details: [
          'PCI ID 10de:20b2',
          'node 0: 0000:10:00.0, 0000:16:00.0',
          'node 1: 0000:89:00.0',
        ],
      },
      { name: '1 × nvidia-l4', details: ['0000:c1:00.0'] },
    ]);
  });

  it('leaves alone what is not a list of objects', () => {
    expect(hardwareOf({ disks: 'sda, sdb', nics: ['eno1'], gpus: [] })).toEqual(
      [],
    );
  });
});
