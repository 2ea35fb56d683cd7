import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { denied, unavailable } from '../../testing/errors';
import { aProject } from '../../testing/factories';
import { ME, never, renderInfra } from '../../__testUtils__/renderInfra';
import { ProjectsContent } from './ProjectsContent';

const page = (items = [aProject()]) => ({
  items,
  total: items.length,
  errors: [],
});

describe('ProjectsContent', () => {
  it('shows the reader’s own projects before all', async () => {
    const listProjects = jest.fn(async query =>
      page(
        query.owner
          ? [aProject({ name: 'payments-dev' })]
          : [
              aProject({ name: 'payments-dev' }),
              aProject({ name: 'web-prod' }),
            ],
      ),
    );
    renderInfra(<ProjectsContent />, { listProjects });

    const mine = await screen.findByRole('article', { name: 'payments-dev' });
    expect(
      within(mine).getByRole('link', { name: 'payments-dev' }),
    ).toHaveAttribute('href', '/infra/projects/payments-dev');
    expect(
      await screen.findByRole('link', { name: 'web-prod' }),
    ).toBeInTheDocument();
    expect(screen.queryByRole('article', { name: 'web-prod' })).toBeNull();
    expect(listProjects).toHaveBeenCalledWith(
      expect.objectContaining({ owner: [ME, 'group:default/payments'] }),
      expect.anything(),
    );
  });

  it('offers to create a project when there is none', async () => {
    renderInfra(<ProjectsContent />, { listProjects: async () => page([]) });

    expect(
      await screen.findByText('Your teams have no project yet'),
    ).toBeInTheDocument();
    expect(await screen.findByText('No project to show')).toBeInTheDocument();
    for (const link of screen.getAllByRole('link', {
      name: 'Create a project',
    })) {
      expect(link).toHaveAttribute(
        'href',
        expect.stringContaining('/create/templates/default/create-project'),
      );
    }
  });

  it('searches all projects by what is typed', async () => {
    const listProjects = jest.fn(async () => page());
    renderInfra(<ProjectsContent />, { listProjects });
    await screen.findByRole('table', { name: 'Projects' });

    await userEvent.type(
      screen.getByRole('searchbox', { name: 'Search projects' }),
      'ml',
    );
    expect(listProjects).toHaveBeenLastCalledWith(
      expect.objectContaining({ q: 'ml' }),
      expect.anything(),
    );
  });

  it('says that it loads', async () => {
    renderInfra(<ProjectsContent />, { listProjects: never });
    expect(
      await screen.findByRole('status', { name: 'Loading the projects' }),
    ).toBeInTheDocument();
  });

  it('says plainly why nothing can be shown, and tries again', async () => {
    const listProjects = jest.fn(unavailable);
    renderInfra(<ProjectsContent />, { listProjects });
    expect(
      await screen.findByText('Could not load the projects'),
    ).toBeInTheDocument();
    const before = listProjects.mock.calls.length;

    await userEvent.click(
      screen.getAllByRole('button', { name: 'Try again' })[0],
    );
    expect(listProjects.mock.calls.length).toBeGreaterThan(before);
  });

  it('tells who may not see projects so, without offering to try again', async () => {
    renderInfra(<ProjectsContent />, { listProjects: denied });
    expect(
      await screen.findByText('You may not see the projects'),
    ).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
  });
});
