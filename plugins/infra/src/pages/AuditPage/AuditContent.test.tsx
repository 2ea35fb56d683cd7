import type {
  AuditPage,
  AuditQueryInput,
  InfraClient,
} from '@ironstage/plugin-infra-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { denied, unavailable } from '../../testing/errors';
import { anAuditEntry, aVerification } from '../../testing/factories';
import { never, renderInfra } from '../../__testUtils__/renderInfra';
import { saveFile } from '../../lib/saveFile';
import { AuditContent } from './AuditContent';

jest.mock('../../lib/saveFile');

function show(
  page: Partial<AuditPage> = {},
  options: {
    at?: string;
    methods?: Partial<InfraClient>;
    last?: AuditPage;
  } = {},
) {
  const listAudit = jest.fn(async ({ action }: AuditQueryInput) =>
    JSON.stringify(action) === '["audit-verify"]'
      ? options.last ?? { items: [], next: null }
      : { items: [anAuditEntry()], next: null, ...page },
  );
  const shown = renderInfra(
    <AuditContent />,
    { listAudit, ...options.methods },
    { at: options.at },
  );
  const asked = () =>
    listAudit.mock.calls
      .map(([query]) => query)
      .filter(({ limit }) => limit !== 1);
  return { ...shown, asked };
}

describe('the audit', () => {
  it('tells who did what to what, through which door, and how it ended', async () => {
    show({
      items: [
        anAuditEntry(),
        anAuditEntry({
          seq: 6,
          actor: 'system',
          door: 'cli',
          action: 'access-deny',
          target: 'instance:os-eu1/1',
          outcome: 'refused',
          data: { permission: 'infra.instance.delete' },
        }),
      ],
    });
    const rows = await screen.findAllByRole('row');
    const first = within(rows[1]);
    expect(first.getByText('Asked for it')).toBeInTheDocument();
    expect(first.getByText('Instance stop')).toBeInTheDocument();
    expect(first.getByText('payments-dev')).toBeInTheDocument();
    expect(first.getByText('Succeeded')).toBeInTheDocument();
    expect(first.getByText('Portal')).toBeInTheDocument();
    expect(first.getByRole('link', { name: /^0b7f/ })).toHaveAttribute(
      'href',
      '/infra/operations/0b7f7a2e-4c0e-4b8e-9a53-0b7f7a2e4c0e',
    );
    const second = within(rows[2]);
    for (const text of [
      'system',
      'Tried what is not allowed',
      'infra.instance.delete',
      'instance:os-eu1/1',
      'Refused',
      'CLI',
    ]) {
      expect(second.getByText(text)).toBeInTheDocument();
    }
    await userEvent.click(
      second.getByRole('button', { name: 'Details of entry 6' }),
    );
    expect(screen.getByLabelText('Data of entry 6')).toHaveTextContent(
      '"permission": "infra.instance.delete"',
    );
  });

  it('is asked for as the address says, and as is chosen', async () => {
    const { asked } = show(
      { next: 5 },
      { at: '/?actor=dana&outcome=refused&before=9' },
    );
    await screen.findByRole('table');
    expect(asked()).toEqual([
      {
        actor: ['user:default/dana'],
        outcome: ['refused'],
        limit: 50,
        before: 9,
      },
    ]);
    await userEvent.click(screen.getByRole('button', { name: 'Older' }));
    await waitFor(() => expect(asked().at(-1)).toMatchObject({ before: 5 }));
    await userEvent.type(
      screen.getByRole('searchbox', { name: 'Project' }),
      'shop-prod{Enter}',
    );
    await waitFor(() =>
      expect(asked().at(-1)).toEqual({
        actor: ['user:default/dana'],
        outcome: ['refused'],
        project: ['shop-prod'],
        limit: 50,
      }),
    );
  });

  it('can be cleared of filters that nothing matches', async () => {
    const { asked } = show({ items: [] }, { at: '/?action=nothing-of-it' });
    expect(await screen.findByText('Nothing matches')).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear the filters' }),
    );
    await waitFor(() => expect(asked().at(-1)).toEqual({ limit: 50 }));
    expect(await screen.findByText('Nothing happened yet')).toBeInTheDocument();
  });

  it('says when it was last verified, and verifies it now', async () => {
    const entry = anAuditEntry({
      action: 'audit-verify',
      data: { entries: 9 },
    });
    show(
      {},
      {
        last: { items: [entry], next: null },
        methods: { verifyAudit: async () => aVerification() },
      },
    );
    expect(
      await screen.findByText(
        /It was intact when it was last verified.*9 entries/,
      ),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Verify now' }));
    expect(
      await screen.findByText(
        'It is intact: 1,234 entries, held against 2 checkpoints of the portal.',
      ),
    ).toBeInTheDocument();
  });

  it('says where it is broken', async () => {
    const problem = {
      seq: 8,
      kind: 'changed' as const,
      message: 'Entry 8 was changed.',
    };
    show(
      {},
      {
        methods: {
          verifyAudit: async () =>
            aVerification({ intact: false, entries: 7, problem }),
        },
      },
    );
    expect(
      await screen.findByText('Nobody has verified it yet.'),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Verify now' }));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Entry 8 was changed. The 7 entries in front of it fit.',
    );
  });

  it('saves a checkpoint, and all that matches', async () => {
    const now = {
      seq: 7,
      hash: 'bb',
      at: '2026-11-30T08:00:00.000Z',
      keyId: null,
      signature: null,
    };
    const exportAudit = jest.fn(async () => new Blob(['{}\n']).stream());
    show(
      {},
      {
        at: '/?project=payments-dev',
        methods: {
          exportAudit,
          listAuditCheckpoints: async () => ({
            now,
            items: [],
            publicKey: null,
          }),
        },
      },
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Save a checkpoint' }),
    );
    await waitFor(() =>
      expect(saveFile).toHaveBeenCalledWith(
        expect.any(Blob),
        'audit-checkpoint-7.json',
      ),
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Export as NDJSON' }),
    );
    await waitFor(() =>
      expect(exportAudit).toHaveBeenCalledWith({ project: ['payments-dev'] }),
    );
  });

  it.each([
    ['who may not see it', denied, /not/i],
    ['who has no answer', unavailable, /being moved|try again/i],
  ])('has plain words for those %s', async (_, listAudit, words) => {
    renderInfra(<AuditContent />, { listAudit });
    expect((await screen.findByRole('alert')).textContent).toMatch(words);
    expect(screen.queryByRole('table')).not.toBeInTheDocument();
  });

  it('says that it is on its way', async () => {
    renderInfra(<AuditContent />, { listAudit: never });
    expect(
      await screen.findByRole('status', { name: 'Loading the audit' }),
    ).toBeInTheDocument();
  });
});
