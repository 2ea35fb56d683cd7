import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import { useLocation } from 'react-router-dom';
import { RootPage } from './RootPage';

function Address() {
  return <p>at {useLocation().pathname}</p>;
}

describe('RootPage', () => {
  it('sends the bare address to the projects', async () => {
    renderInTestApp(
      <>
        <RootPage />
        <Address />
      </>,
      { initialRouteEntries: ['/'] },
    );
    expect(await screen.findByText('at /infra/projects')).toBeInTheDocument();
  });

  it('says that there is no such page at any other address', async () => {
    renderInTestApp(<RootPage />, { initialRouteEntries: ['/nowhere'] });
    expect(await screen.findByText(/PAGE NOT FOUND/i)).toBeInTheDocument();
  });
});
