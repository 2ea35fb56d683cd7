import { vector } from '@ironstage/plugin-infra-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { aProject, aProvider, aResource } from '../../testing/factories';
import { renderInfra } from '../../__testUtils__/renderInfra';
import { InventoryContent } from './InventoryContent';

const machine = aResource({
  kind: 'machine',
  provider: 'maas-eu1',
  name: 'r11-n02',
  status: 'deployed',
  projectExternalId: '2',
  vector: vector({ vcpus: 128, gpus: { 'nvidia-a100': 4 } }),
  attributes: {
    hostname: 'r11-n02',
    statusName: 'Deployed',
    cpuModel: 'Intel(R) Xeon(R) Platinum 8462Y+',
    bmcAddress: '10.250.0.12',
    powerState: 'on',
    powerType: 'redfish',
    locked: true,
    pool: 'research',
    tags: ['gpu', 'rack-r11'],
    disks: [{ name: 'nvme0n1', sizeBytes: 515396075520, kind: 'nvme' }],
    os: 'ubuntu/noble',
    operationId: 'op-7',
  },
});

async function open(provider = aProvider()) {
  renderInfra(
    <InventoryContent />,
    {
      listProviders: async () => ({ items: [provider] }),
      listProjects: async () => ({ items: [aProject()], total: 1, errors: [] }),
      listResources: async () => ({ items: [machine], total: 1, totalIsExact: true, next: null, errors: [] }),
      getResource: async () => machine,
    },
    { at: `/?kind=machine&open=${encodeURIComponent(machine.ref)}` },
  );
  const details = await screen.findByRole('dialog', { name: 'r11-n02' });
  await within(details).findByText('Management address');
  return within(details);
}

/** The value that stands beside a name. */
const valueOf = (details: ReturnType<typeof within>, name: string) =>
  details.getByText(name).nextElementSibling;

describe('details of a machine', () => {
  it('lead to the operation that holds it, and to what may be done to it', async () => {
    const details = await open(
      aProvider({ id: 'maas-eu1', machineActions: ['machine.unlock'] }),
    );
    expect(
      within(valueOf(details, 'Taken by') as HTMLElement).getByRole('link'),
    ).toHaveAttribute('href', '/infra/operations/op-7');
    await userEvent.click(
      await details.findByRole('button', { name: 'Actions' }),
    );
    expect(screen.getByRole('menuitem', { name: 'Unlock' })).toBeVisible();
  });

  it('have names and values that people read', async () => {
    const details = await open();
    expect(valueOf(details, 'CPU model')).toHaveTextContent('Platinum 8462Y+');
    expect(valueOf(details, 'Operating system')).toHaveTextContent(
      /^Ubuntu noble$/,
    );
    expect(valueOf(details, 'Power')).toHaveTextContent(/^On \(Redfish\)$/);
    expect(valueOf(details, 'Locked')).toHaveTextContent(/^Yes$/);
    expect(
      within(valueOf(details, 'Tags') as HTMLElement).getByText('rack-r11'),
    ).toBeInTheDocument();
  });

  it('list the parts of a sort below a heading, and not once more among the facts', async () => {
    const details = await open();
    const disks = within(details.getByRole('list', { name: 'Disks' }));
    expect(disks.getByRole('listitem')).toHaveTextContent(
      /^nvme0n1 · 480 GiB · NVMe$/,
    );
    expect(details.getAllByText('Disks')).toHaveLength(1);
    expect(details.queryByText(/sizeBytes|515396075520/)).toBeNull();
  });

  it('name the pool, and not its number', async () => {
    const details = await open();
    expect(valueOf(details, 'Pool')).toHaveTextContent(/^research$/);
    expect(details.queryByText('Tenant at the provider')).toBeNull();
  });

  it('leave out what the row says already', async () => {
    const details = await open();
    expect(details.queryByText('Host name')).toBeNull();
    expect(details.queryByText('Status at the provider')).toBeNull();
  });
});
