import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { unavailable } from '../../testing/errors';
import { costFigures, someCosts } from '../../testing/factories';
import { never, renderInfra } from '../../__testUtils__/renderInfra';
import { formatMonth, monthAfter } from './amounts';
import { CostsContent } from './CostsContent';

const table = async (name: string) =>
  within(await screen.findByRole('table', { name }));

describe('the costs', () => {
  it('say of each project what it held and what that cost', async () => {
    renderInfra(<CostsContent />, { getCosts: async () => someCosts() });
    const projects = await table('Costs of projects');
    expect(projects.getByRole('link', { name: 'shop-dev' })).toHaveAttribute(
      'href',
      '/infra/projects/shop-dev',
    );
    expect(projects.getByText('1,200')).toBeInTheDocument();
    expect(projects.getByText('12.5 h NVIDIA L4')).toBeInTheDocument();
    expect(projects.getByText('14.50 EUR')).toBeInTheDocument();
    expect(projects.getByText('40.00 EUR')).toBeInTheDocument();
    expect(screen.getByText('Forecast of the month')).toBeInTheDocument();
    // one team is all there is, and needs no table of its own
    expect(screen.queryByRole('table', { name: 'Costs of teams' })).toBeNull();
  });

  it('are added up by team where there are several', async () => {
    renderInfra(<CostsContent />, {
      getCosts: async () =>
        someCosts({
          teams: [
            { owner: 'group:default/shop', ...costFigures() },
            { owner: null, ...costFigures({ cost: 3 }) },
          ],
        }),
    });
    const teams = await table('Costs of teams');
    expect(teams.getAllByRole('row')).toHaveLength(3);
    expect(teams.getByText('Nobody')).toBeInTheDocument();
  });

  it('show another month, whose address can be passed on', async () => {
    const getCosts = jest.fn(async ({ month }: { month?: string } = {}) =>
      someCosts(month ? { month, isOver: true } : {}),
    );
    renderInfra(<CostsContent />, { getCosts });
    await table('Costs of projects');
    expect(
      screen.getByRole('button', { name: 'The month after' }),
    ).toBeDisabled();
    await userEvent.click(
      screen.getByRole('button', { name: 'The month before' }),
    );
    const before = monthAfter(new Date().toISOString().slice(0, 7), -1);
    await table('Costs of projects');
    expect(getCosts).toHaveBeenLastCalledWith(
      { month: before },
      expect.anything(),
    );
    expect(await screen.findAllByText(formatMonth(before))).not.toHaveLength(0);
    expect(screen.queryByText('Forecast of the month')).toBeNull();
  });

  it('are hours without prices where there is no rate card', async () => {
    const none = costFigures({ cost: null, forecast: null, previous: null });
    renderInfra(<CostsContent />, {
      getCosts: async () =>
        someCosts({
          rates: null,
          total: none,
          projects: [{ project: null, owner: null, ...none }],
          teams: [],
        }),
    });
    const projects = await table('Costs of projects');
    expect(projects.getByText('Of no project')).toBeInTheDocument();
    expect(screen.getByText(/infra\.costs/)).toBeInTheDocument();
    expect(projects.queryByText(/EUR|Cost/)).toBeNull();
  });

  it('say when nothing was used', async () => {
    renderInfra(<CostsContent />, {
      getCosts: async () => someCosts({ projects: [], teams: [] }),
    });
    expect(await screen.findByText(/^Nothing was used in/)).toBeInTheDocument();
  });

  it('are saved as a file, or say why not', async () => {
    const saved: string[] = [];
    URL.createObjectURL = () => 'blob:1';
    URL.revokeObjectURL = () => {};
    jest
      .spyOn(HTMLAnchorElement.prototype, 'click')
      .mockImplementation(function click(this: HTMLAnchorElement) {
        saved.push(this.download);
      });
    const exportCosts = jest
      .fn()
      .mockResolvedValueOnce('month\r\n')
      .mockRejectedValueOnce(new Error('It is busy.'));
    renderInfra(<CostsContent />, {
      getCosts: async () => someCosts(),
      exportCosts,
    });
    const button = await screen.findByRole('button', { name: 'Export as CSV' });
    await userEvent.click(button);
    expect(saved).toEqual([expect.stringMatching(/^costs-\d{4}-\d\d\.csv$/)]);
    await userEvent.click(button);
    expect(await screen.findByRole('alert')).toHaveTextContent('It is busy.');
  });

  it('tell that they are on their way, and when they can not be had', async () => {
    const { unmount } = renderInfra(<CostsContent />, { getCosts: never });
    expect(
      await screen.findByRole('status', { name: 'Loading the costs' }),
    ).toBeInTheDocument();
    unmount();
    renderInfra(<CostsContent />, { getCosts: unavailable });
    expect(
      await screen.findByRole('button', { name: /try again/i }),
    ).toBeInTheDocument();
  });
});
