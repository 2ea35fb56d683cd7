import { GiB, InfraApiError, vector } from '@ironstage/plugin-infra-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  anInstance,
  anOperation,
  aPolicy,
  aProjectDetails,
  aProvider,
  aResource,
  daysFromNow,
} from '../testing/factories';
import { renderInfra } from '../__testUtils__/renderInfra';
import { ResourceActions } from './ResourceActions';

const web = anInstance({ name: 'web-1', status: 'active' });
const fine = {
  problems: [],
  title: 'Fine',
  project: 'payments-dev',
  takes: null,
  approvalReasons: [],
};
const providers = async () => ({ items: [aProvider()] });

function setUp(
  methods: Parameters<typeof renderInfra>[1] = {},
  options: { resource?: typeof web; without?: string[] } = {},
) {
  const checkOperation = jest.fn(async (..._: unknown[]) => fine);
  const submitOperation = jest.fn(async (..._: unknown[]) =>
    anOperation({ id: 'op-7' }),
  );
  renderInfra(
    <ResourceActions resource={options.resource ?? web} />,
    { listProviders: providers, checkOperation, submitOperation, ...methods },
    { without: options.without },
  );
  return { checkOperation, submitOperation };
}

const openMenu = async () =>
  userEvent.click(await screen.findByRole('button', { name: 'Actions' }));
const item = (name: RegExp) => screen.getByRole('menuitem', { name });
async function choose(name: RegExp) {
  await openMenu();
  await userEvent.click(item(name));
  return within(await screen.findByRole('dialog'));
}

describe('the menu of an instance', () => {
  it('is not there where only the SREs change anything', async () => {
    const listProviders = jest.fn(async () => ({
      items: [aProvider({ selfService: false })],
    }));
    setUp({ listProviders });
    await waitFor(() => expect(listProviders).toHaveBeenCalled());
    await new Promise(resolve => setTimeout(resolve));
    expect(screen.queryByRole('button', { name: 'Actions' })).toBeNull();
  });

  it('tells why something can not be had now', async () => {
    setUp();
    await openMenu();
    expect(item(/^Start/)).toHaveTextContent('Not while it is active');
    expect(item(/^Start/)).toHaveAttribute('aria-disabled', 'true');
    expect(item(/^Stop/)).not.toHaveAttribute('aria-disabled');
  });

  it('leaves out what the provider can not do', async () => {
    setUp({
      listProviders: async () => ({
        items: [aProvider({ instanceActions: ['instance.start'] })],
      }),
    });
    await openMenu();
    expect(screen.getAllByRole('menuitem').map(one => one.textContent)).toEqual(
      ['StartNot while it is active', 'Extend the lease', 'Delete'],
    );
  });

  it('leaves out what the reader may not do', async () => {
    setUp({}, { without: ['infra.instance.delete'] });
    await openMenu();
    expect(screen.queryByRole('menuitem', { name: 'Delete' })).toBeNull();
    expect(screen.queryByRole('menuitem', { name: 'Rebuild' })).toBeNull();
    expect(item(/^Reboot/)).toBeInTheDocument();
  });

  it.each([
    ['an instance of no project', anInstance({ project: null })],
    ['a machine', aResource({ kind: 'machine', project: 'payments-dev' })],
  ])('is not there for %s', async (_, resource) => {
    const listProviders = jest.fn(providers);
    setUp({ listProviders }, { resource });
    await waitFor(() => expect(listProviders).toHaveBeenCalled());
    await waitFor(() => expect(screen.queryByRole('button')).toBeNull());
  });
});

describe('the dialog of an action', () => {
  it('submits what was asked for, once', async () => {
    const { submitOperation } = setUp();
    const dialog = await choose(/^Stop/);
    await userEvent.click(dialog.getByRole('checkbox', { name: /Force it/ }));
    await userEvent.dblClick(dialog.getByRole('button', { name: 'Stop' }));
    expect(submitOperation).toHaveBeenCalledTimes(1);
    expect(submitOperation).toHaveBeenCalledWith(
      'instance.stop',
      { ref: web.ref, force: true },
      { idempotencyKey: expect.stringMatching(/^[0-9a-f]{32}$/) },
    );
  });

  it('sends the same key again when the first answer was lost', async () => {
    const submitOperation = jest
      .fn()
      .mockRejectedValueOnce(new Error('Failed to fetch'))
      .mockResolvedValue(anOperation());
    setUp({ submitOperation });
    const dialog = await choose(/^Reboot/);
    await userEvent.click(dialog.getByRole('button', { name: 'Reboot' }));
    expect(await dialog.findByText('Failed to fetch')).toBeInTheDocument();
    await userEvent.click(dialog.getByRole('button', { name: 'Reboot' }));
    const [first, second] = submitOperation.mock.calls.map(call => call[2]);
    expect(second).toEqual(first);
  });

  it('asks for the name before it destroys anything', async () => {
    const { submitOperation } = setUp();
    const dialog = await choose(/^Delete/);
    const button = dialog.getByRole('button', { name: 'Delete' });
    const name = dialog.getByRole('textbox', { name: /Type web-1/ });
    await userEvent.type(name, 'web-2');
    expect(button).toBeDisabled();
    await userEvent.clear(name);
    await userEvent.type(name, 'web-1');
    await userEvent.click(button);
    expect(submitOperation).toHaveBeenCalledWith(
      'instance.delete',
      { ref: web.ref },
      expect.anything(),
    );
  });

  it('tells what a new size takes, and offers all but the present one', async () => {
    const flavor = (name: string, memory: number) =>
      aResource({
        kind: 'flavor',
        name,
        vector: vector({ vcpus: 2, memoryBytes: memory * GiB }),
      });
    const checkOperation = jest.fn(async () => ({
      ...fine,
      takes: vector({ memoryBytes: 12 * GiB }),
    }));
    setUp({
      checkOperation,
      getProject: async () => aProjectDetails(),
      listResources: async () => ({
        items: [flavor('m1.medium', 4), flavor('m1.large', 16)],
        total: 2,
        totalIsExact: true,
        next: null,
        errors: [],
      }),
    });
    const dialog = await choose(/^Resize/);
    expect(dialog.getByRole('button', { name: 'Resize' })).toBeDisabled();
    await userEvent.click(dialog.getByRole('combobox', { name: /New size/ }));
    expect(
      await screen.findByRole('option', { name: /m1.medium/ }),
    ).toHaveAttribute('aria-disabled', 'true');
    await userEvent.click(screen.getByRole('option', { name: /m1.large/ }));
    expect(
      await dialog.findByText(/takes 12 GiB memory more of the quota/),
    ).toBeInTheDocument();
    expect(checkOperation).toHaveBeenLastCalledWith(
      'instance.resize',
      { ref: web.ref, flavor: 'm1.large' },
      expect.anything(),
    );
  });

  it('says for how long something deleted is kept, and deletes at once only when that is asked for', async () => {
    const policy = aPolicy();
    const { submitOperation } = setUp(
      {
        getPolicy: async () => ({
          ...policy,
          lease: { ...policy.lease, undoHours: 24 },
        }),
      },
      { resource: { ...web, leaseEndsAt: daysFromNow(3) } },
    );
    const dialog = await choose(/^Delete/);
    expect(
      await dialog.findByText(/stopped now and kept for 24 hours/),
    ).toBeInTheDocument();
    await userEvent.click(
      dialog.getByRole('checkbox', { name: /Delete it at once/ }),
    );
    await userEvent.type(
      dialog.getByRole('textbox', { name: /Type web-1/ }),
      'web-1',
    );
    await userEvent.click(dialog.getByRole('button', { name: 'Delete' }));
    await waitFor(() =>
      expect(submitOperation).toHaveBeenCalledWith(
        'instance.delete',
        { ref: web.ref, immediately: true },
        expect.anything(),
      ),
    );
  });

  it('tells the portal’s own sentences, each at its field, before anything is sent', async () => {
    const checkOperation = async () => ({
      ...fine,
      problems: [
        { field: 'days', class: 'policy' as const, message: 'Too long.' },
        { field: 'ref', class: 'user' as const, message: 'It is busy.' },
      ],
    });
    const { submitOperation } = setUp({ checkOperation });
    const dialog = await choose(/^Extend/);
    const days = dialog.getByRole('spinbutton', { name: /Days more/ });
    await userEvent.clear(days);
    await userEvent.type(days, '400');
    expect(await dialog.findByText('Too long.')).toBeInTheDocument();
    expect(dialog.getByText('It is busy.')).toBeInTheDocument();
    expect(
      dialog.getByRole('button', { name: 'Extend the lease' }),
    ).toBeDisabled();
    expect(submitOperation).not.toHaveBeenCalled();
  });

  it('tells why a submission was refused, until something else is asked for', async () => {
    setUp({
      submitOperation: async () => {
        throw new InfraApiError('Refused', 422, 'RefusedError', [
          { field: 'name', class: 'user', message: 'The name is taken.' },
        ]);
      },
    });
    const dialog = await choose(/^Take a snapshot/);
    const name = dialog.getByRole('textbox', { name: /Name of the snapshot/ });
    await userEvent.type(name, 'before');
    const button = dialog.getByRole('button', { name: 'Take a snapshot' });
    await userEvent.click(button);
    expect(await dialog.findByText('The name is taken.')).toBeInTheDocument();
    await userEvent.type(name, '-2');
    expect(dialog.queryByText('The name is taken.')).toBeNull();
    expect(button).toBeEnabled();
  });

  it('says when the lease ends now', async () => {
    setUp({}, { resource: { ...web, leaseEndsAt: daysFromNow(3) } });
    const dialog = await choose(/^Extend/);
    expect(dialog.getByText(/^Its lease ends on \d/)).toBeInTheDocument();
  });
});

describe('what the reader asked for', () => {
  it('is under way where she is, and says how it came out', async () => {
    const answers = [
      anOperation({ id: 'op-8', state: 'running' }),
      anOperation({ id: 'op-8', state: 'succeeded' }),
    ];
    setUp({
      submitOperation: async () => anOperation({ id: 'op-8', state: 'queued' }),
      getOperation: async () => answers.shift() ?? anOperation(),
    });
    const dialog = await choose(/^Stop/);
    await waitFor(() =>
      expect(dialog.getByRole('button', { name: 'Stop' })).toBeEnabled(),
    );
    await userEvent.click(dialog.getByRole('button', { name: 'Stop' }));

    expect(
      await screen.findByRole('link', { name: 'Under way' }),
    ).toHaveAttribute('href', '/infra/operations/op-8');
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    await waitFor(() =>
      expect(
        screen.queryByRole('link', { name: 'Under way' }),
      ).not.toBeInTheDocument(),
    );
  });
});
