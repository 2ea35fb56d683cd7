import type { Answer } from '../testing/client';
import recorded from './__fixtures__/maas-3.4.10-errors.json';
import { oauthHeader } from './testing/MaasClient';
import {
  deployed,
  idsOf,
  settled,
  startRegion,
  type TestRegion,
} from './testing/region';

type Ask = (region: TestRegion) => Promise<Answer>;

const IPMI = { architecture: 'amd64', mac_addresses: '52:54:00:00:00:77' };

/** What was recorded, in words of our machines. */
const swaps: Record<string, string> = {};
let ready = '';
let busy = '';

/** The requests of the recording, one for each of its names. */
const requests: Record<string, Ask> = {
  'e-404': r => r.admin.get('machines/zzzzzz/'),
  'e-badop': r => r.admin.get('machines/?op=nope'),
  'e-badop-post': r => r.admin.post('machines/?op=nope'),
  'e-unknown-url': r => r.admin.get('nope/'),
  'e-405': r => r.admin.put('machines/'),
  'e-badkey': r => signed(r, 'x:y:z'),
  'e-badtoken': r =>
    signed(r, `${r.admin.apiKey!.split(':')[0]}:bad:${'0'.repeat(32)}`),
  'e-badsig': r =>
    signed(r, `${r.admin.apiKey!.split(':').slice(0, 2).join(':')}:wrong`),
  'a-powerparams': r => r.member.get(`machines/${ready}/?op=power_parameters`),
  'a-commission': r => r.member.post(`machines/${ready}/?op=commission`),
  'a-tagcreate': r => r.member.post('tags/', { name: 'x' }),
  'a-bootsrc': r => r.member.get('boot-sources/'),
  'a-get-other': r => r.member.get(`machines/${busy}/`),
  'allocate-none': r =>
    r.admin.post('machines/?op=allocate', { tags: 'dgx', cpu_count: '1000' }),
  'alloc-dev-none': r =>
    r.admin.post('machines/?op=allocate', {
      dry_run: 'true',
      devices: 'vendor_id=ffff',
    }),
  'alloc-sysid': r =>
    r.admin.post('machines/?op=allocate', { system_id: 'zzzzzz' }),
  'alloc-unknownparam': r =>
    r.admin.post('machines/?op=allocate', { hostname: 'does-not-exist' }),
  'allocate-badparam': r =>
    r.admin.post('machines/?op=allocate', { cpu_count: 'abc' }),
  'allocate-badtag': r =>
    r.admin.post('machines/?op=allocate', { tags: 'nope' }),
  'jsonbody-alloc': r =>
    r.admin.ask('POST', 'machines/?op=allocate', '{"tags":["dgx"]}', {
      'Content-Type': 'application/json',
    }),
  'deploy-again': async r => {
    r.estate.faults.set([{ kind: 'deploy-stuck', times: 1 }]);
    const id = await free(r);
    await r.admin.post(`machines/${id}/?op=deploy`);
    const again = await r.admin.post(`machines/${id}/?op=deploy`);
    await r.admin.post(`machines/${id}/?op=abort`);
    await r.admin.post(`machines/${id}/?op=release`);
    return again;
  },
  'deploy-badseries': r =>
    r.admin.post(`machines/${ready}/?op=deploy`, { distro_series: 'windoze' }),
  kern: r =>
    r.admin.post(`machines/${ready}/?op=deploy`, { hwe_kernel: 'hwe-99.04' }),
  'a-poweron': async r => {
    const made = await r.admin.post('machines/', {
      architecture: 'arm64/generic',
      mac_addresses: '52:54:00:00:00:66',
      power_type: 'ipmi',
      power_parameters_power_address: '10.250.9.9',
      deployed: 'false',
    });
    const id: string = made.body.system_id;
    await settled(r.admin, id, 'Ready');
    return r.admin.post(`machines/${id}/?op=deploy`, {
      distro_series: 'focal',
    });
  },
  'power-on': r => r.admin.post(`machines/${ready}/?op=power_on`),
  'e-power-state-norack': r => {
    r.estate.faults.set([{ kind: 'power-error', times: 1 }]);
    return r.admin.get(`machines/${ready}/?op=query_power_state`);
  },
  'commission-again': async r => {
    const id = await free(r);
    await r.admin.post(`machines/${id}/?op=commission`);
    const again = await r.admin.post(`machines/${id}/?op=commission`);
    await settled(r.admin, id, 'Ready');
    return again;
  },
  'a-abort-not': r => r.admin.post(`machines/${ready}/?op=abort`),
  'release-locked': async r => {
    const id = await free(r);
    await deployed(r.admin, id);
    await r.admin.post(`machines/${id}/?op=lock`);
    return r.admin.post(`machines/${id}/?op=release`);
  },
  'bulk-release': r =>
    r.admin.post('machines/?op=release', { machines: 'zzzzzz' }),
  'bulk-release2': async r => {
    const id = await free(r);
    swaps.b6ex7s = id;
    await r.admin.post(`machines/${id}/?op=rescue_mode`);
    return r.admin.post('machines/?op=release', { machines: id });
  },
  override: r => r.admin.post(`machines/${ready}/?op=override_failed_testing`),
  'brk-alice': r => r.member.post(`machines/${ready}/?op=mark_broken`),
  curtin: r => r.admin.get(`machines/${ready}/?op=get_curtin_config`),
  'put-bad': r =>
    r.admin.put(`machines/${ready}/`, {
      zone: 'nope',
      pool: 'nope',
      power_type: 'bad',
    }),
  'mach-create-bad': r =>
    r.admin.post('machines/', {
      ...IPMI,
      hostname: 'bad_host!',
      power_type: 'ipmi',
    }),
  'create-dupmac': async r => {
    const { body } = await r.admin.get(`machines/${ready}/`);
    const { mac_address: mac } = body.boot_interface;
    swaps['52:54:00:10:00:01'] = mac;
    return r.admin.post('machines/', {
      architecture: 'amd64',
      mac_addresses: mac,
    });
  },
  'create-noarch': r =>
    r.admin.post('machines/', { mac_addresses: '52:54:00:00:00:55' }),
  'filter-bad': r => r.admin.get('machines/?status=bogus'),
  'tag-create-dup': r => r.admin.post('tags/', { name: 'dgx' }),
  'tag-create-badxpath': r =>
    r.admin.post('tags/', { name: 'x', definition: '//node[' }),
  tagdel404: r => r.admin.delete('tags/zzz/'),
  'zone-create-dup': r => r.admin.post('zones/', { name: 'eu1' }),
  'zone-default-del': r => r.admin.delete('zones/default/'),
  'pool-get404': r => r.admin.get('resourcepool/99/'),
  'pool-plural': r => r.admin.get('resourcepools/1/'),
  'pool-del': r => r.admin.delete('resourcepool/2/'),
  'pool-default-del': r => r.admin.delete('resourcepool/0/'),
  vlan: r => r.admin.get('vlans/999/'),
  del404: r => r.admin.delete('machines/zzzzzz/'),
  'events-badlvl': r => r.admin.get('events/?op=query&level=WARNIN'),
  'events-toomany': r => r.admin.get('events/?op=query&limit=5000'),
  'noauth-machines': r => r.nobody.get('machines/'),
  'noauth-zones': r => r.nobody.get('zones/'),
  noslash: r => r.admin.get('machines'),
  'nonce-replay': async r => {
    const override = { oauth_nonce: 'abc1' };
    await signed(r, r.admin.apiKey!, override, 'zones/');
    return signed(r, r.admin.apiKey!, override, 'zones/');
  },
  'old-timestamp': r => {
    const now = Math.floor(Date.now() / 1000);
    swaps['1795362528'] = String(now);
    swaps['1795358528'] = String(now - 4000);
    const override = { oauth_timestamp: String(now - 4000) };
    return signed(r, r.admin.apiKey!, override, 'zones/');
  },
};

function signed(
  region: TestRegion,
  key: string,
  override: Record<string, string> = {},
  path = 'machines/',
) {
  const headers = { Authorization: oauthHeader(key, override) };
  return region.nobody.ask('GET', path, undefined, headers);
}

/** A Ready machine other than the one that has to stay Ready. */
async function free(region: TestRegion): Promise<string> {
  const ids = await idsOf(region.admin, { status: 'ready', not_id: ready });
  return ids[0];
}

function inOurWords(body: string): string {
  return Object.entries(swaps).reduce(
    (text, [theirs, ours]) => text.replaceAll(theirs, ours),
    body,
  );
}

describe('a refusal has the status, type and words of the recorded one', () => {
  let region: TestRegion;

  beforeAll(async () => {
    region = await startRegion();
    const { admin } = region;
    [ready] = await idsOf(admin, { status: 'ready' });
    [busy] = await idsOf(admin, { tags: 'openstack' });
    const { body } = await admin.get(`machines/${ready}/`);
    swaps['dgx-01'] = body.hostname;
    swaps.b66mas = ready;
    swaps['<TOKEN-SECRET>'] = admin.apiKey!.split(':')[2];
    await admin.post('tags/', { name: 'dgx' });
    // The recorded region had four kinds of images.
    const images = await admin.get('boot-resources/');
    const own = images.body.find(
      (image: { name: string }) => image.name === 'custom/proxmox-ve-8',
    );
    await admin.delete(`boot-resources/${own.id}/`);
  });
  afterEach(() => region.estate.faults.clear());
  afterAll(() => region.estate.stop());

  it.each(recorded.map(entry => [entry.name, entry] as const))(
    '%s',
    async (name, entry) => {
      const answer = await requests[name](region);
      expect({
        status: answer.status,
        type: answer.headers.get('content-type'),
        challenge: answer.headers.get('www-authenticate') ?? undefined,
        body: answer.body,
      }).toEqual({
        status: entry.status,
        type: entry.content_type,
        challenge:
          entry.www_authenticate ??
          (entry.body.startsWith('Authorization Error')
            ? 'OAuth realm="OAuth"'
            : undefined),
        body: inOurWords(entry.body),
      });
    },
  );

  it('without an error of its own', () => {
    expect(region.estate.stats().crashes).toEqual([]);
  });
});
