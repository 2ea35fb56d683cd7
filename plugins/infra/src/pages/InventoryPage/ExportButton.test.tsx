import type { ResourceExportInput } from '@ironstage/plugin-infra-common';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { denied } from '../../testing/errors';
import { renderInfra } from '../../__testUtils__/renderInfra';
import { saveFile } from '../../lib/saveFile';
import { ExportButton } from './ExportButton';

jest.mock('../../lib/saveFile');

describe('ExportButton', () => {
  const query = { kind: ['instance' as const], q: 'web', sort: '-status' };
  const choose = async (format: RegExp) => {
    await userEvent.click(
      await screen.findByRole('button', { name: 'Export' }),
    );
    await userEvent.click(
      await screen.findByRole('menuitem', { name: format }),
    );
  };
  /** No browser's own `Response` is there in tests. */
  beforeAll(() => {
    Object.assign(globalThis, {
      Response: class {
        constructor(private readonly body: { text: string }) {}
        blob = async () => new Blob([this.body.text]);
      },
    });
  });

  it('saves all rows of the list in the format that is chosen', async () => {
    const exportResources = jest.fn(
      async (_: ResourceExportInput) => ({ text: 'ref\r\n' } as never),
    );
    renderInfra(<ExportButton query={query} total={3} />, { exportResources });
    await choose(/CSV/);
    await waitFor(() =>
      expect(saveFile).toHaveBeenCalledWith(
        expect.objectContaining({ type: 'text/csv', size: 5 }),
        'inventory.csv',
      ),
    );
    expect(exportResources).toHaveBeenCalledWith({ ...query, format: 'csv' });
  });

  it('says why it could not', async () => {
    renderInfra(<ExportButton query={query} total={3} />, {
      exportResources: denied,
    });
    await choose(/NDJSON/);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /^It could not be exported: /,
    );
  });

  it('has nothing to offer where there are no rows', async () => {
    renderInfra(<ExportButton query={query} total={0} />, {});
    expect(
      await screen.findByRole('button', { name: 'Export' }),
    ).toBeDisabled();
  });
});
