import nodes from '../../__fixtures__/zed-ironic-nodes-detail.json';
import hidden from '../../__fixtures__/zed-ironic-node-of-a-lessee.json';
import { toMachineItem as toItem } from './mapper';
import { nodeSchema, type WireNode } from './types';

const recorded = nodes.response.body.nodes[0];
const toMachineItem = (one: WireNode, macs: string[]) => toItem(one, macs, {});
const node = (changes: object) => nodeSchema.parse({ ...recorded, ...changes });

describe('toMachineItem', () => {
  it('takes figures that people wrote as texts, and leaves out what is no figure', () => {
    const item = toMachineItem(
      node({ properties: { cpus: '16', memory_mb: 'plenty' } }),
      [],
    );
    expect(item.vector).toMatchObject({ vcpus: 16, memoryBytes: 0 });
  });

  it('tells what others know the machine by, and no password', () => {
    const item = toMachineItem(
      node({
        driver_info: {
          redfish_address: 'https://10.9.8.7/redfish/v1',
          redfish_password: 'correct-horse',
        },
        properties: { system_uuid: '4C4C4544-0042-3510-8051-B4C04F4B4D32' },
        traits: ['CUSTOM_NVME', 'CUSTOM_GPU'],
      }),
      ['52:54:00:AA:BB:02', '52:54:00:aa:bb:01'],
    );
    expect(item.attributes).toMatchObject({
      bmcAddress: '10.9.8.7',
      systemUuid: '4c4c4544-0042-3510-8051-b4c04f4b4d32',
      macs: ['52:54:00:aa:bb:01', '52:54:00:aa:bb:02'],
      tags: ['CUSTOM_GPU', 'CUSTOM_NVME'],
    });
    expect(JSON.stringify(item)).not.toContain('correct-horse');
  });

  it('says why a node is broken', () => {
    const broken = node({ maintenance: true, maintenance_reason: 'fan 3' });
    expect(toMachineItem(broken, []).attributes.fault).toBe('fan 3');
    const failed = node({
      provision_state: 'deploy failed',
      last_error: 'no PXE',
    });
    expect(toMachineItem(failed, []).attributes.fault).toBe('no PXE');
    const kept = nodeSchema.parse({
      ...hidden.response.body,
      provision_state: 'deploy failed',
    });
    expect(toMachineItem(kept, []).attributes.fault).toBe(
      'It failed its installation: somebody has to look after it in Ironic.',
    );
    const fine = node({ last_error: 'long ago' });
    expect(toMachineItem(fine, []).attributes.fault).toBeUndefined();
  });
});
