import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import {
  entityRouteRef,
  MockStarredEntitiesApi,
  starredEntitiesApiRef,
} from '@backstage/plugin-catalog-react';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { SWRConfig } from 'swr';
import { TemplateCard } from './TemplateCard';

const template = {
  apiVersion: 'scaffolder.backstage.io/v1beta3' as const,
  kind: 'Template' as const,
  metadata: {
    name: 'provision-vm',
    title: 'Provision a VM',
    description: 'A virtual machine in one of your projects.',
    tags: ['golden-path'],
    links: [{ url: 'https://example.com/vms', title: 'How we name VMs' }],
  },
  spec: { type: 'infrastructure', steps: [], owner: 'platform' },
  relations: [{ type: 'ownedBy', targetRef: 'group:default/platform' }],
};

function show(decision: AuthorizeResult.ALLOW | AuthorizeResult.DENY) {
  const onSelected = jest.fn();
  renderInTestApp(
    // a decision of an earlier test would be remembered otherwise
    <SWRConfig value={{ provider: () => new Map() }}>
      <TemplateCard template={template} onSelected={onSelected} />
    </SWRConfig>,
    {
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
      apis: [
        mockApis.permission({ authorize: decision }),
        [starredEntitiesApiRef, new MockStarredEntitiesApi()],
      ],
    },
  );
  return onSelected;
}

describe('TemplateCard', () => {
  it('tells what it makes, and is chosen by one button that says what of', async () => {
    const onSelected = show(AuthorizeResult.ALLOW);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Choose Provision a VM' }),
    );
    expect(onSelected).toHaveBeenCalledTimes(1);
    expect(
      screen.getByRole('heading', { name: 'Provision a VM' }),
    ).toBeInTheDocument();
    expect(screen.getByText('golden-path')).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'How we name VMs' }),
    ).toHaveAttribute('href', 'https://example.com/vms');
  });

  it('leads to its page and its owner by links that have names and stand in no button', async () => {
    show(AuthorizeResult.ALLOW);
    expect(
      await screen.findByRole('link', { name: 'Details' }),
    ).toHaveAttribute('href', '/catalog/default/template/provision-vm');
    const nested = screen
      .getAllByRole('button')
      .flatMap(button => within(button).queryAllByRole('link'));
    expect(nested).toEqual([]);
    expect(screen.getByRole('link', { name: /platform/ })).toBeInTheDocument();
  });

  it('is not to be chosen by who may not run templates', async () => {
    show(AuthorizeResult.DENY);
    await screen.findByRole('link', { name: 'Details' });
    expect(screen.queryByRole('button', { name: /Choose/ })).toBeNull();
  });
});
