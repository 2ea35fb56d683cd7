import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type {
  HttpEffect,
  HttpRequest,
  ProviderErrorKind,
} from '@ironstage/plugin-infra-node';
import { openStackFailureDecoder } from './decodeFailure';

const FOLDER = join(__dirname, '../../__fixtures__/errors');
const decode = openStackFailureDecoder('os-eu1', 'infra.openstack[0]');

function request(effect: HttpEffect): HttpRequest {
  return {
    method: effect === 'read' ? 'GET' : 'POST',
    url: 'http://cloud.test/',
    template: '/x',
    effect,
    signal: new AbortController().signal,
  };
}

function recorded(name: string) {
  const text = readFileSync(join(FOLDER, `${name}.json`), 'utf8');
  const { status, body } = JSON.parse(text) as {
    status: number;
    body: unknown;
  };
  return decode(
    {
      status,
      statusText: '',
      headers: { 'x-openstack-request-id': 'req-1' },
      body: typeof body === 'string' ? undefined : body,
      text: typeof body === 'string' ? body : '',
    },
    request('write'),
  );
}

const cases: Array<[string, ProviderErrorKind, RegExp]> = [
  ['zed-nova-quota', 'quota-exceeded', /Quota exceeded for cores, ram/],
  ['zed-nova-port-quota', 'quota-exceeded', /ports: 26 is over the limit: 1/],
  ['zed-nova-policy', 'forbidden', /check the roles of infra.openstack\[0\]/],
  ['zed-nova-conflict', 'conflict', /Cannot 'stop' instance/],
  [
    'zed-nova-metadata-resized',
    'conflict',
    /Cannot 'update metadata' instance/,
  ],
  ['zed-nova-no-console', 'invalid', /Unavailable console type novnc/],
  ['zed-nova-no-such-project', 'not-found', /is not a valid project/],
  ['zed-nova-user-data-echo', 'invalid', /attribute user_data\.$/],
  ['zed-nova-microversion', 'misconfigured', /Minimum is 2.1/],
  [
    'zed-placement-unknown-provider',
    'not-found',
    /: No resource provider with uuid .* found\.$/,
  ],
  ['zed-neutron-over-quota', 'quota-exceeded', /\['floatingip'\]/],
  ['zed-neutron-in-use', 'conflict', /ports still in use/],
  ['zed-neutron-no-way-out', 'conflict', /is not reachable from subnet/],
  ['zed-neutron-no-address', 'capacity', /No more IP addresses/],
  ['zed-neutron-echo', 'invalid', /Invalid input for description/],
  ['zed-glance-gone', 'not-found', /Failed to find image/],
  ['zed-glance-no-token', 'unauthorized', /check infra.openstack\[0\].auth/],
  ['zed-cinder-over-limit', 'quota-exceeded', /Maximum number of volumes/],
  ['zed-ironic-invalid', 'invalid', /The requested action "active"/],
  ['zed-ironic-microversion', 'misconfigured', /range is: \[1\.1, 1\.82\]/],
  ['zed-ironic-policy', 'forbidden', /baremetal:conductor:get/],
  ['zed-keystone-unauthorized', 'unauthorized', /does not accept the portal/],
  ['zed-keystone-schema-dump', 'invalid', /'identity' is a required property/],
];

describe('openStackFailureDecoder', () => {
  it('is tested with every recorded error', () => {
    const files = readdirSync(FOLDER).map(name => name.replace(/\.json$/, ''));
    expect(files.sort()).toEqual(cases.map(([name]) => name).sort());
  });

  it.each(cases)('reads %s as %s', (name, kind, message) => {
    const decoded = recorded(name);
    expect(decoded.kind).toBe(kind);
    expect(decoded.message).toMatch(message);
    // one sentence: no markup, no dump, no echo of what was sent
    expect(decoded.message).toMatch(/^[A-Zo].*[^.]\.$/);
    expect(decoded.message.length).toBeLessThan(450);
    expect(decoded.message).not.toMatch(/<br|Failed validating|#cloud|x{66}/);
    expect(decoded.detail).toContain('req-1');
  });

  it.each<[number, string, ProviderErrorKind, RegExp]>([
    [
      403,
      'Only volume-backed servers are allowed for flavors with zero disk.',
      'invalid',
      /^The flavor has no disk of its own.*choose another flavor\.$/,
    ],
    [
      403,
      "Policy doesn't allow os_compute_api:servers:create:zero_disk_flavor to be performed.",
      'invalid',
      /choose another flavor/,
    ],
    [
      403,
      'It is not allowed to create an interface on external network 5b1b.',
      'invalid',
      /external network/,
    ],
    [
      403,
      // of oslo.limit, where Nova has unified limits
      'Project 4f1c is over a limit for [Resource class:VCPU is over limit of 8 due to current usage 7 and delta 2]',
      'quota-exceeded',
      /^The quota/,
    ],
    [403, 'Image 7 is protected and cannot be deleted.', 'conflict', /protect/],
    [
      403,
      'Cannot delete immutable resource: projects.',
      'conflict',
      /immutable/,
    ],
    [
      403,
      "Policy doesn't allow os_compute_api:os-services:list to be performed.",
      'forbidden',
      /check the roles/,
    ],
    [409, 'Quota exceeded for resources.', 'quota-exceeded', /^The quota/],
    [
      409,
      'Multiple possible networks found, use a Network ID to be more specific.',
      'invalid',
      /Multiple possible networks/,
    ],
    [
      413,
      'Denying attempt to upload image because it exceeds the quota.',
      'quota-exceeded',
      /^The quota/,
    ],
  ])('does not trust a %i alone: %s', (status, message, kind, sentence) => {
    const decoded = decode(
      {
        status,
        statusText: '',
        headers: {},
        body: { forbidden: { code: status, message } },
        text: '',
      },
      request('write'),
    );
    expect(decoded.kind).toBe(kind);
    expect(decoded.message).toMatch(sentence);
    expect(decoded.detail).toContain(message);
  });

  it.each([
    ['read', 'unavailable'],
    ['write', 'unknown-outcome'],
  ] as const)('reads a 500 of a %s as %s', (effect, kind) => {
    const decoded = decode(
      {
        status: 500,
        statusText: '',
        headers: {},
        body: { computeFault: { code: 500, message: 'Unexpected API Error.' } },
        text: '',
      },
      request(effect),
    );
    expect(decoded.kind).toBe(kind);
    expect(decoded.message).not.toContain('Unexpected API Error');
    expect(decoded.detail).toContain('computeFault');
  });

  it('names the part that answers, and its own id of the request', () => {
    const decoded = decode(
      {
        status: 503,
        statusText: '',
        headers: { 'openstack-request-id': 'req-2' },
        body: undefined,
        text: 'no server',
      },
      { ...request('read'), part: { name: 'the baremetal service of os-eu1' } },
    );
    expect(decoded.message).toBe(
      'The baremetal service of os-eu1 has trouble of its own.',
    );
    expect(decoded.detail).toContain('no server');
    expect(decoded.detail).toContain('req-2');
  });

  it.each(['read', 'write'] as const)(
    'does not take a page that says 404 for what a service says of an object, of a %s',
    effect => {
      const failure = { status: 404, statusText: '', headers: {} };
      const page = '<html><h1>404 Not Found</h1><hr>nginx</html>';
      for (const text of [page, '404 page not found']) {
        const decoded = decode(
          { ...failure, body: undefined, text },
          request(effect),
        );
        expect(decoded.kind).toBe('unavailable');
        expect(decoded.message).toMatch(/^Something in front of os-eu1 /);
        expect(decoded.detail).toContain('ot ');
      }
      const json = { itemNotFound: { code: 404, message: 'gone' } };
      expect(
        decode({ ...failure, body: json, text: '' }, request(effect)).kind,
      ).toBe('not-found');
    },
  );

  it('reads pages, odd JSON and nothing at all', () => {
    const read = (body: unknown, text = '') =>
      decode(
        { status: 502, statusText: '', headers: {}, body, text },
        request('read'),
      );
    // for administrators only: it may name hosts and tables
    expect(read(undefined, '<html><b>Bad Gateway</b></html>')).toEqual({
      kind: 'unavailable',
      message: 'os-eu1 has trouble of its own.',
      detail: 'Bad Gateway',
    });
    expect(read({ error_message: 'plain text' }).detail).toContain(
      'plain text',
    );
    expect(read({ NeutronError: 'old form' }).detail).toContain('old form');
    expect(read({ description: 'as a 406 of Ironic' }).detail).toContain(
      'as a 406',
    );
    for (const nothing of [undefined, null, [], 7, {}, { a: 1 }]) {
      expect(read(nothing).message).toBe('os-eu1 has trouble of its own.');
    }
  });
});
