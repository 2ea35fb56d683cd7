import type { ImageRegister } from '@ironstage/plugin-infra-common';
import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { unavailable } from '../../testing/errors';
import { anImage, anImageRegister, aProvider } from '../../testing/factories';
import { never, renderInfra } from '../../__testUtils__/renderInfra';
import { ImagesContent } from './ImagesContent';

const show = (register: ImageRegister) =>
  renderInfra(<ImagesContent />, {
    getImages: async () => register,
    listProviders: async () => ({
      items: [
        aProvider({ id: 'os-eu1', title: 'OpenStack eu1' }),
        aProvider({ id: 'pve-eu1', title: 'Proxmox eu1' }),
      ],
    }),
  });

const rowOf = async (name: string) =>
  within((await screen.findByRole('rowheader', { name })).closest('tr')!);

const users = (count: number) =>
  Array.from({ length: count }, (_, n) => ({
    project: `shop-${n}`,
    owner: null,
    instances: 1,
    machines: 0,
  }));

describe('the images', () => {
  it('tell where the newest is, and where it is missing', async () => {
    show(
      anImageRegister({
        families: [
          {
            family: 'eu-baseos',
            versions: [anImage({ missingAt: ['pve-eu1'] })],
          },
        ],
      }),
    );
    const row = await rowOf('eu-baseos-2026.02');
    expect(row.getByText('Newest')).toBeInTheDocument();
    expect(row.getByText('12 days ago')).toBeInTheDocument();
    expect(await row.findByText('Not yet at Proxmox eu1')).toBeInTheDocument();
    expect(row.getByRole('link', { name: 'OpenStack eu1' })).toHaveAttribute(
      'href',
      '/infra/inventory?kind=image&provider=os-eu1&q=eu-baseos-2026.02',
    );
    expect(row.getByText('Nobody')).toBeInTheDocument();
  });

  it('say what to do about old ones that somebody runs', async () => {
    show(
      anImageRegister({
        families: [
          {
            family: 'eu-baseos',
            versions: [
              anImage(),
              anImage({
                name: 'eu-baseos-2024.02',
                state: 'too-old',
                ageDays: 700,
                instances: 1,
                users: users(1),
              }),
              anImage({
                name: 'eu-baseos-2023.02',
                state: 'gone',
                ageDays: null,
                publishedAt: null,
                copies: [],
                machines: 2,
                users: [
                  { project: null, owner: null, instances: 0, machines: 2 },
                ],
              }),
            ],
          },
        ],
      }),
    );
    const old = await rowOf('eu-baseos-2024.02');
    expect(old.getByText('23 months ago')).toBeInTheDocument();
    expect(
      old.getByText(/rebuild what runs it with eu-baseos-2026.02/),
    ).toBeInTheDocument();
    expect(old.getByRole('link', { name: 'shop-0' })).toHaveAttribute(
      'href',
      '/infra/projects/shop-0',
    );
    const gone = await rowOf('eu-baseos-2023.02');
    expect(gone.getByText('Unknown')).toBeInTheDocument();
    expect(gone.getByText('2 machines of no project')).toBeInTheDocument();
  });

  it('show many users on demand, by keyboard too', async () => {
    show(
      anImageRegister({
        families: [
          {
            family: 'eu-baseos',
            versions: [
              anImage({ instances: 23, users: users(20), moreUsers: 3 }),
            ],
          },
        ],
      }),
    );
    const row = await rowOf('eu-baseos-2026.02');
    const more = row.getByRole('button', {
      name: 'Show who runs eu-baseos-2026.02',
    });
    expect(more).toHaveTextContent('of 23 projects');
    expect(row.queryByRole('link', { name: 'shop-0' })).toBeNull();
    act(() => more.focus());
    await userEvent.keyboard('{Enter}');
    expect(row.getByRole('link', { name: 'shop-0' })).toBeVisible();
    expect(row.getByText('and 3 more projects')).toBeVisible();
  });

  it('keep those apart that are named otherwise, and say how they should be', async () => {
    show(
      anImageRegister({
        others: [anImage({ name: 'ubuntu/jammy', version: null })],
        snapshots: 2,
      }),
    );
    const others = within(
      await screen.findByRole('region', { name: 'Named otherwise' }),
    );
    expect(others.getByText(/eu-baseos-2025\.01/)).toBeInTheDocument();
    expect(others.getByText('ubuntu/jammy')).toBeInTheDocument();
    expect(others.queryByText('Newest')).toBeNull();
    expect(screen.getByText(/2 snapshots of instances/)).toBeInTheDocument();
  });

  it('say that there are none yet', async () => {
    show(anImageRegister({ families: [] }));
    expect(await screen.findByText('No images yet')).toBeInTheDocument();
  });

  it('tell that they are on their way, and when they can not be had', async () => {
    const { unmount } = renderInfra(<ImagesContent />, { getImages: never });
    expect(
      await screen.findByRole('status', { name: 'Loading the images' }),
    ).toBeInTheDocument();
    unmount();
    renderInfra(<ImagesContent />, { getImages: unavailable });
    expect(
      await screen.findByRole('button', { name: /try again/i }),
    ).toBeInTheDocument();
  });
});
