import { GiB, vector } from '@ironstage/plugin-infra-common';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { unavailable } from '../testing/errors';
import {
  aPolicy,
  aProject,
  aProjectDetails,
  aProvider,
  aResource,
  aUsage,
} from '../testing/factories';
import { renderFields } from '../__testUtils__/renderField';

const page = <T,>(items: T[]) => ({
  items,
  total: items.length,
  totalIsExact: true,
  next: null,
  errors: [],
});
const options = () =>
  screen.getAllByRole('option').map(option => option.textContent);

async function open(label: RegExp | string) {
  await userEvent.click(await screen.findByRole('combobox', { name: label }));
}

describe('InfraProjectPicker', () => {
  it('offers the reader’s own projects first, with what is left of each', async () => {
    const held = renderFields(
      { project: 'InfraProjectPicker' },
      {
        listProjects: async () =>
          page([
            aProject({ name: 'web-dev', owner: 'group:default/web' }),
            aProject({
              name: 'payments-dev',
              usage: aUsage({
                quota: vector({ vcpus: 8 }),
                used: vector({ vcpus: 3 }),
                reserved: vector({ vcpus: 1 }),
              }),
            }),
          ]),
      },
    );
    await open('Project');
    await waitFor(() =>
      expect(options()).toEqual([
        'payments-devLeft: 4 vCPU',
        expect.stringContaining('web-dev'),
      ]),
    );
    await userEvent.click(screen.getByRole('option', { name: /payments-dev/ }));
    expect(held.formData).toEqual({ project: 'payments-dev' });
  });

  it('does not offer a project that is being deleted', async () => {
    renderFields(
      { project: 'InfraProjectPicker' },
      {
        listProjects: async () =>
          page([aProject({ name: 'old-dev', state: 'deleting' })]),
      },
    );
    await open('Project');
    expect(
      await screen.findByRole('option', { name: /old-dev/ }),
    ).toHaveAttribute('aria-disabled', 'true');
  });

  it('says why projects can not be offered, and tries again', async () => {
    const listProjects = jest.fn(unavailable);
    renderFields({ project: 'InfraProjectPicker' }, { listProjects });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Try again' }),
    );
    expect(listProjects).toHaveBeenCalledTimes(2);
  });
});

describe('InfraTeamPicker', () => {
  it('takes the only team there is without asking', async () => {
    const held = renderFields(
      { team: 'InfraTeamPicker' },
      {
        getPolicy: async () =>
          aPolicy({ teams: [{ ref: 'group:default/web', title: 'Web' }] }),
      },
    );
    await waitFor(() =>
      expect(held.formData).toEqual({ team: 'group:default/web' }),
    );
  });
});

describe('InfraEnvironmentPicker', () => {
  it('tells what the project will be called and its quota', async () => {
    renderFields(
      { team: 'InfraTeamPicker', environment: 'InfraEnvironmentPicker' },
      { getPolicy: async () => aPolicy() },
      { team: 'group:default/payments' },
    );
    await open('Environment');
    expect(
      await screen.findByRole('option', {
        name: /The project is called payments-dev; quota 40 vCPU/,
      }),
    ).toBeInTheDocument();
  });
});

describe('InfraProviderPicker', () => {
  it('offers only providers that take projects, and not one that is down', async () => {
    renderFields(
      { provider: 'InfraProviderPicker' },
      {
        listProviders: async () => ({
          items: [
            aProvider({ id: 'a', title: 'Alpha' }),
            aProvider({ id: 'b', title: 'Beta', state: 'unreachable' }),
            aProvider({ id: 'c', title: 'Gamma', capabilities: [] }),
            aProvider({ id: 'd', title: 'Delta', selfService: false }),
          ],
        }),
      },
    );
    await open('Provider');
    expect(await screen.findByRole('option', { name: /Alpha/ })).toBeEnabled();
    expect(screen.getByRole('option', { name: /Beta/ })).toHaveAttribute(
      'aria-disabled',
      'true',
    );
    expect(screen.queryByRole('option', { name: /Gamma/ })).toBeNull();
    const ofSres = screen.getByRole('option', {
      name: /Delta.*for the SREs alone: ask them/,
    });
    expect(ofSres).toHaveAttribute('aria-disabled', 'true');
  });
});

describe('InfraFlavorPicker', () => {
  const flavor = (name: string, memory: number, provider = 'os-eu1') =>
    aResource({
      kind: 'flavor',
      name,
      provider,
      vector: vector({ vcpus: 2, memoryBytes: memory * GiB }),
    });

  it('offers what the providers of the project have, the smallest first', async () => {
    const listResources = jest.fn(async () =>
      page([flavor('large', 16), flavor('small', 2), flavor('small', 2, 'b')]),
    );
    const held = renderFields(
      { flavor: 'InfraFlavorPicker' },
      { getProject: async () => aProjectDetails(), listResources },
      { project: 'payments-dev' },
    );
    await open('Flavor');
    await waitFor(() =>
      expect(options()).toEqual([
        'small2 vCPU · 2 GiB memory',
        'large2 vCPU · 16 GiB memory',
      ]),
    );
    expect(listResources).toHaveBeenCalledWith(
      expect.objectContaining({ kind: ['flavor'], provider: ['os-eu1'] }),
      expect.anything(),
    );
    await userEvent.click(screen.getByRole('option', { name: /small/ }));
    expect(held.formData).toMatchObject({ flavor: 'small' });
  });

  it('asks for the project first', async () => {
    renderFields({ flavor: 'InfraFlavorPicker' }, {});
    await open('Flavor');
    expect(
      await screen.findByText('Choose the project first'),
    ).toBeInTheDocument();
  });

  it('says when the chosen flavor is not on offer for the project', async () => {
    renderFields(
      { flavor: 'InfraFlavorPicker' },
      {
        getProject: async () => aProjectDetails(),
        listResources: async () => page([flavor('small', 2)]),
      },
      { project: 'payments-dev', flavor: 'huge' },
    );
    expect(
      await screen.findByText('huge is not on offer here; choose another.'),
    ).toBeInTheDocument();
  });
});

describe('InfraNetworkPicker', () => {
  it('offers the project’s own networks and shared ones only', async () => {
    const network = (name: string, more: object) =>
      aResource({ kind: 'network', name, ...more });
    renderFields(
      { network: 'InfraNetworkPicker' },
      {
        getProject: async () => aProjectDetails(),
        listResources: async () =>
          page([
            network('own', { project: 'payments-dev' }),
            network('public', { attributes: { shared: true } }),
            network('foreign', { project: 'web-dev' }),
          ]),
      },
      { project: 'payments-dev' },
    );
    await open('Network');
    await waitFor(() =>
      expect(options()).toEqual(["ownthe project's own", 'publicshared']),
    );
  });
});

describe('InfraGpuModelPicker', () => {
  const withQuota = (gpus: Record<string, number>) => ({
    getPolicy: async () => aPolicy(),
    getProject: async () =>
      aProjectDetails({ usage: aUsage({ quota: vector({ gpus }) }) }),
  });

  it('offers what is at the project’s providers and in its quota, with what is free', async () => {
    const held = renderFields(
      { model: 'InfraGpuModelPicker' },
      withQuota({ a100: 4, l40s: 4 }),
      { project: 'payments-dev' },
    );
    expect(
      await screen.findByText(
        '6 free right now, up to 2 GPUs an instance, for up to 14 days',
      ),
    ).toBeInTheDocument();
    expect(held.formData).toMatchObject({ model: 'a100' });
  });

  it('offers no more of a model than the quota has', async () => {
    renderFields({ model: 'InfraGpuModelPicker' }, withQuota({ a100: 1 }), {
      project: 'payments-dev',
    });
    expect(
      await screen.findByText(/up to 1 GPU an instance/),
    ).toBeInTheDocument();
  });

  it('offers nothing where the quota has none', async () => {
    renderFields({ model: 'InfraGpuModelPicker' }, withQuota({}), {
      project: 'payments-dev',
    });
    await open('GPU model');
    expect(
      await screen.findByText(/payments-dev can't be given GPUs/),
    ).toBeInTheDocument();
  });

  it('lets choose the numbers one instance can have', async () => {
    const held = renderFields(
      { count: 'InfraGpuCountPicker' },
      withQuota({ a100: 4 }),
      { project: 'payments-dev', model: 'a100' },
    );
    await open('Number of GPUs');
    await waitFor(() => expect(options()).toEqual(['1', '2']));
    await userEvent.click(screen.getByRole('option', { name: '2' }));
    expect(held.formData).toMatchObject({ count: 2 });
  });
});

describe('a field that tells what is wrong with it', () => {
  const told = (name: string) => ({
    problems:
      name === 'taken-1'
        ? [
            {
              field: 'name',
              message: 'There is a "taken-1" already.',
              class: 'user' as const,
            },
          ]
        : [],
    title: null,
    project: null,
    takes: null,
    approvalReasons: [],
  });

  it('says so while the form is filled in, and stops when the value changes', async () => {
    const checkOperation = jest.fn(async (_: string, input: object) =>
      told((input as { name: string }).name),
    );
    renderFields(
      { name: 'InfraNamePicker' },
      { getPolicy: async () => aPolicy(), checkOperation },
    );
    const name = await screen.findByRole('textbox', { name: 'Name' });
    await userEvent.type(name, 'taken-1');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'There is a "taken-1" already.',
    );
    await userEvent.type(name, '0');
    expect(screen.queryByRole('alert')).toBeNull();
  });
});

describe('InfraNamePicker', () => {
  it('says at once when a name breaks the rule', async () => {
    renderFields(
      { name: 'InfraNamePicker' },
      { getPolicy: async () => aPolicy() },
    );
    const name = await screen.findByRole('textbox', { name: 'Name' });
    await screen.findByText(/^3 to 50 lower-case letters/);
    await userEvent.type(name, 'Web');
    expect(
      screen.getByText(/"Web" does not follow the naming rule/),
    ).toBeInTheDocument();
    await userEvent.clear(name);
    await userEvent.type(name, 'web-1');
    expect(screen.queryByText(/naming rule/)).toBeNull();
  });
});

describe('InfraSshKeyField', () => {
  it('refuses a private key at once', async () => {
    renderFields(
      { sshPublicKey: 'InfraSshKeyField' },
      { listSshKeys: async () => ({ items: [] }) },
    );
    await userEvent.type(
      await screen.findByRole('textbox', { name: 'Public SSH key' }),
      '-----BEGIN OPENSSH PRIVATE KEY-----',
    );
    expect(screen.getByText(/This is a private key/)).toBeInTheDocument();
  });

  it('takes a key that was used before', async () => {
    const held = renderFields(
      { sshPublicKey: 'InfraSshKeyField' },
      {
        listSshKeys: async () => ({
          items: [
            {
              label: 'dana@laptop',
              publicKey: 'ssh-ed25519 AAAA dana@laptop',
              lastUsedAt: '2026-11-01T10:00:00Z',
            },
          ],
        }),
      },
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'dana@laptop' }),
    );
    expect(held.formData).toEqual({
      sshPublicKey: 'ssh-ed25519 AAAA dana@laptop',
    });
  });
});

describe('InfraSshKeyField with two keys of one comment', () => {
  it('offers them under different names', async () => {
    const item = (data: string) => ({
      label: 'dana@laptop',
      publicKey: `ssh-ed25519 ${data} dana@laptop`,
      lastUsedAt: '2026-11-01T10:00:00Z',
    });
    const held = renderFields(
      { sshPublicKey: 'InfraSshKeyField' },
      {
        listSshKeys: async () => ({
          items: [item('AAAAC3Nza1111111x'), item('AAAAC3Nza2222222y')],
        }),
      },
    );
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'dana@laptop (ed25519 …2222222y)',
      }),
    );
    expect(held.formData).toEqual({
      sshPublicKey: 'ssh-ed25519 AAAAC3Nza2222222y dana@laptop',
    });
  });
});

describe('InfraLeasePicker', () => {
  it('begins with the default and shows until when that is', async () => {
    const held = renderFields(
      { leaseDays: 'InfraLeasePicker' },
      { getPolicy: async () => aPolicy() },
    );
    expect(
      await screen.findByText(/^Until .* At most 90 days\./),
    ).toBeInTheDocument();
    expect(held.formData).toEqual({ leaseDays: 30 });
  });

  it('marks what is too long, and leaves it to the portal to say why', async () => {
    renderFields(
      { leaseDays: 'InfraLeasePicker' },
      { getPolicy: async () => aPolicy() },
      { leaseDays: 400 },
    );
    await screen.findByText(/At most 90 days/);
    const days = screen.getByRole('spinbutton');
    expect(days).toHaveAttribute('aria-invalid', 'true');
    // jsdom and browsers both hold back a form by this
    expect((days as HTMLInputElement).validity.valid).toBe(true);
  });

  it('goes by the limit of GPUs in a request for GPUs', async () => {
    const held = renderFields(
      { days: 'InfraLeasePicker' },
      { getPolicy: async () => aPolicy() },
      { model: 'a100' },
    );
    expect(await screen.findByText(/At most 14 days/)).toBeInTheDocument();
    expect(held.formData).toMatchObject({ days: 14 });
  });
});
