import { render, screen } from '@testing-library/react';
import App from './App';

describe('App', () => {
  const before = process.env;
  afterEach(() => {
    process.env = before;
  });

  it('starts with the page that asks who is there', async () => {
    const data = {
      app: { title: 'Ironstage', baseUrl: 'http://localhost:3000' },
      backend: { baseUrl: 'http://localhost:7007' },
    };
    process.env = {
      ...before,
      APP_CONFIG: [{ data, context: 'test' }] as unknown as string,
    };
    render(App.createRoot());
    expect(
      await screen.findByRole('heading', { name: 'Nobody can sign in yet' }),
    ).toBeInTheDocument();
  });
});
