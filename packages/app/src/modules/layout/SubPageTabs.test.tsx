import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import { SubPageTabs } from './SubPageTabs';

const tabs = [
  { id: 'templates', label: 'Templates', href: 'templates' },
  { id: 'tasks', label: 'Tasks', href: 'tasks' },
];

describe('SubPageTabs', () => {
  it('leads to the pages below and marks the one that is shown, deeper pages included', async () => {
    renderInTestApp(<SubPageTabs tabs={tabs} parent="/create" />, {
      initialRouteEntries: ['/create/templates/default/provision-vm'],
    });
    const shown = await screen.findByRole('tab', { name: 'Templates' });
    expect(shown).toHaveAttribute('aria-selected', 'true');
    expect(shown).not.toHaveAttribute('aria-controls');
    const other = screen.getByRole('tab', { name: 'Tasks' });
    expect(other).toHaveAttribute('href', '/create/tasks');
    expect(other).toHaveAttribute('aria-selected', 'false');
  });
});
