import { ConfigReader } from '@backstage/config';
import { assertDemoOnly } from './assertDemoOnly';

const demo = {
  app: { baseUrl: 'http://localhost:7007' },
  backend: {
    baseUrl: 'http://localhost:7007',
    listen: { host: '127.0.0.1', port: 7007 } as unknown,
  },
};

const withListen = (listen: unknown) => ({
  ...demo,
  backend: { ...demo.backend, listen },
});

const check = (config: object, nodeEnv?: string) => () =>
  assertDemoOnly(new ConfigReader(JSON.parse(JSON.stringify(config))), nodeEnv);

describe('assertDemoOnly', () => {
  it.each([
    ['the demo', demo],
    ['::1', withListen({ host: '::1' })],
    ['localhost', withListen({ host: 'localhost' })],
    ['a text with a port', withListen('127.0.0.1:7007')],
    ['a text with an IPv6 address', withListen('[::1]:7007')],
    [
      'addresses by number',
      {
        app: { baseUrl: 'http://127.0.0.1:7007' },
        backend: { ...demo.backend, baseUrl: 'http://[::1]:7007' },
      },
    ],
  ])('lets %s be', (_, config) => {
    expect(check(config)).not.toThrow();
    expect(check(config, 'development')).not.toThrow();
  });

  it.each([
    ['no listen address', withListen(undefined), /host is not set/],
    ['a port only', withListen(':7007'), /host is not set/],
    ['a port without a host', withListen({ port: 7007 }), /host is not set/],
    ['all addresses', withListen({ host: '0.0.0.0' }), /host is 0\.0\.0\.0/],
    ['all IPv6 addresses', withListen({ host: '::' }), /host is ::/],
    ['a name', withListen({ host: 'portal.example.com' }), /portal\.example/],
    [
      'a name that only begins like loopback',
      withListen({ host: '127.0.0.1.example.com' }),
      /example\.com/,
    ],
    [
      'a portal for others',
      { ...demo, app: { baseUrl: 'https://portal.example.com' } },
      /app\.baseUrl is at portal\.example\.com/,
    ],
    [
      'a back end for others',
      {
        ...demo,
        backend: { ...demo.backend, baseUrl: 'https://api.example.com' },
      },
      /backend\.baseUrl is at api\.example\.com/,
    ],
  ])('refuses %s and says which key to change', (_, config, why) => {
    expect(check(config)).toThrow(why);
    expect(check(config)).toThrow(/Remove auth\.providers\.persona/);
  });

  it('refuses production, however it listens', () => {
    expect(check(demo, 'production')).toThrow(/NODE_ENV is production/);
  });
});
