import { MACHINE_ACTION_TYPES } from '@ironstage/plugin-infra-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { anOperation, aProvider, aResource } from '../testing/factories';
import { renderInfra } from '../__testUtils__/renderInfra';
import { MACHINE_ACTIONS } from './machineActions';
import { ResourceActions } from './ResourceActions';

const maas = (machineActions: readonly string[] = MACHINE_ACTION_TYPES) =>
  aProvider({
    id: 'maas-eu1',
    instanceActions: [],
    machineActions: [...machineActions],
  });

const machine = (status: string, attributes = {}) =>
  aResource({
    kind: 'machine',
    provider: 'maas-eu1',
    name: 'r1-n04',
    status,
    attributes,
  });

const fine = {
  problems: [],
  title: 'Fine',
  project: null,
  takes: null,
  approvalReasons: [],
};

function setUp(
  resource = machine('ready'),
  options: { provider?: ReturnType<typeof maas>; without?: string[] } = {},
) {
  const submitOperation = jest.fn(async (..._: unknown[]) =>
    anOperation({ id: 'op-7' }),
  );
  const listProviders = jest.fn(async () => ({
    items: [options.provider ?? maas()],
  }));
  renderInfra(
    <ResourceActions resource={resource} />,
    {
      listProviders,
      checkOperation: async () => fine,
      submitOperation,
      listResources: async () => ({
        items: [
          aResource({
            kind: 'image',
            provider: 'maas-eu1',
            name: 'ubuntu/noble',
          }),
        ],
        total: 1,
        totalIsExact: true,
        next: null,
        errors: [],
      }),
      listSshKeys: async () => ({ items: [] }),
    },
    { without: options.without },
  );
  return { submitOperation, listProviders };
}

const openMenu = async () =>
  userEvent.click(await screen.findByRole('button', { name: 'Actions' }));
const enabled = () =>
  screen
    .getAllByRole('menuitem')
    .filter(one => one.getAttribute('aria-disabled') !== 'true')
    .map(one => one.textContent);
async function choose(name: RegExp) {
  await openMenu();
  await userEvent.click(screen.getByRole('menuitem', { name }));
  return within(await screen.findByRole('dialog'));
}

describe('the menu of a machine', () => {
  it('has a word for everything that can be asked for', () => {
    expect(new Set(MACHINE_ACTIONS.map(one => one.type))).toEqual(
      new Set(MACHINE_ACTION_TYPES),
    );
  });

  it.each([
    [
      machine('ready', { powerState: 'off' }),
      ['Deploy', 'Commission', 'Mark as broken'],
    ],
    [
      machine('deployed', { powerState: 'on' }),
      ['Switch off', 'Lock', 'Rebuild', 'Release'],
    ],
    [machine('deployed', { powerState: 'on', locked: true }), ['Unlock']],
    [machine('broken', { powerState: 'off' }), ['Commission', 'Mark as fixed']],
    [machine('deploying'), ['Abort']],
    [machine('retired'), []],
  ])('offers what its state allows (%#)', async (resource, words) => {
    setUp(resource);
    await openMenu();
    expect(enabled()).toEqual(words);
  });

  it('leaves out what the provider can not do', async () => {
    setUp(undefined, { provider: maas(['machine.deploy']) });
    await openMenu();
    expect(screen.getAllByRole('menuitem')).toHaveLength(1);
  });

  it.each([
    ['who may not', undefined, ['infra.machine.operate']],
    ['machines of a cloud that is only read', maas([]), []],
  ])('is not there for %s', async (_, provider, without) => {
    const { listProviders } = setUp(undefined, { provider, without });
    await waitFor(() => expect(listProviders).toHaveBeenCalled());
    await waitFor(() => expect(screen.queryByRole('button')).toBeNull());
  });
});

describe('the dialog of an action on a machine', () => {
  it('deploys an image of its provider', async () => {
    const resource = machine('ready');
    const { submitOperation } = setUp(resource);
    const dialog = await choose(/^Deploy/);
    await userEvent.click(dialog.getByRole('combobox', { name: /Image/ }));
    await userEvent.click(
      await screen.findByRole('option', { name: /ubuntu\/noble/ }),
    );
    const key = `ssh-ed25519 ${'A'.repeat(68)}`;
    await userEvent.click(dialog.getByRole('textbox', { name: /key/ }));
    await userEvent.paste(key);
    await userEvent.click(dialog.getByRole('button', { name: 'Deploy' }));
    expect(submitOperation).toHaveBeenCalledWith(
      'machine.deploy',
      { ref: resource.ref, image: 'ubuntu/noble', sshPublicKey: key },
      expect.anything(),
    );
  });

  it('releases with the erasure that is chosen, once the name is typed', async () => {
    const resource = machine('deployed');
    const { submitOperation } = setUp(resource);
    const dialog = await choose(/^Release/);
    const button = dialog.getByRole('button', { name: 'Release' });
    expect(button).toBeDisabled();
    await userEvent.type(
      dialog.getByRole('textbox', { name: /to confirm/ }),
      'r1-n04',
    );
    const erase = dialog.getByRole('combobox', { name: /Erase/ });
    expect(erase).toHaveTextContent(/^Quickly/);
    await userEvent.click(erase);
    await userEvent.click(screen.getByRole('option', { name: /^Securely/ }));
    await userEvent.click(button);
    expect(submitOperation).toHaveBeenCalledWith(
      'machine.release',
      { ref: resource.ref, erase: 'secure' },
      expect.anything(),
    );
  });

  it('wants to know what is wrong before it marks a machine as broken', async () => {
    const { submitOperation } = setUp();
    const dialog = await choose(/^Mark as broken/);
    const button = dialog.getByRole('button', { name: 'Mark as broken' });
    expect(button).toBeDisabled();
    await userEvent.type(
      dialog.getByRole('textbox', { name: /wrong/ }),
      'A fan',
    );
    await userEvent.click(button);
    expect(submitOperation).toHaveBeenCalledWith(
      'machine.mark-broken',
      expect.objectContaining({ reason: 'A fan' }),
      expect.anything(),
    );
  });
});
