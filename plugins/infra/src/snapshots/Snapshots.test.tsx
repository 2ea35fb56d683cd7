import { screen } from '@testing-library/react';
import { anInstance, anOperation, aResource } from '../testing/factories';
import { renderInfra } from '../__testUtils__/renderInfra';
import { Snapshots } from './Snapshots';

const web = anInstance({ externalId: 'srv-1', name: 'web-1' });
const page = <T,>(items: T[]) => ({ items, total: items.length, totalIsExact: true, next: null, errors: [] });
const taken = (ref: string, name: string, image?: string) =>
  anOperation({
    type: 'instance.snapshot',
    id: `op-${name}`,
    input: { ref, name },
    result: {
      project: 'payments-dev',
      resources: [ref, ...(image ? [image] : [])],
    },
  });

describe('Snapshots', () => {
  it('leads to those that are images, and names those within the instance', async () => {
    const listOperations = jest.fn(async (..._: unknown[]) =>
      page([
        taken(web.ref, 'as-an-image', 'image:os-eu1/img-1'),
        taken(web.ref, 'before-upgrade'),
        taken('instance:os-eu1/other', 'not-mine'),
      ]),
    );
    renderInfra(<Snapshots instance={web} />, {
      listResources: async () =>
        page([
          aResource({
            kind: 'image',
            externalId: 'img-1',
            name: 'as-an-image',
            attributes: { snapshotOf: 'srv-1' },
          }),
          aResource({ kind: 'image', name: 'base', attributes: {} }),
        ]),
      listOperations,
    });
    expect(
      await screen.findByRole('link', { name: 'as-an-image' }),
    ).toHaveAttribute(
      'href',
      '/infra/inventory?kind=image&open=image%3Aos-eu1%2Fimg-1',
    );
    expect(
      screen.getByRole('link', { name: 'before-upgrade' }),
    ).toHaveAttribute('href', '/infra/operations/op-before-upgrade');
    expect(screen.getAllByRole('listitem')).toHaveLength(2);
    expect(listOperations).toHaveBeenCalledWith(
      expect.objectContaining({
        type: ['instance.snapshot'],
        state: ['succeeded'],
      }),
      expect.anything(),
    );
  });
});
