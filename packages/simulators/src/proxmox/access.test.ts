import { startSimulators, type SimulatedEstate } from '../startSimulators';
import { demoProxmox } from './demo';
import {
  admin,
  PveClient,
  tokenHeader,
  type PveAnswer,
} from './testing/pveClient';

describe('rights on the simulated clusters', () => {
  let estate: SimulatedEstate;
  let root: PveClient;
  let node: string;

  beforeAll(async () => {
    estate = await startSimulators({ speed: 100 });
    root = admin(estate.proxmox[0]);
    node = await root.firstNode();
  });
  afterAll(() => estate.stop());

  function as(id: string, secret: string): PveClient {
    return new PveClient(estate.proxmox[0], tokenHeader(id, secret));
  }

  function nobody(headers: Record<string, string> = {}): PveClient {
    return new PveClient(estate.proxmox[0], headers);
  }

  function login(password: string = demoProxmox.password): Promise<PveAnswer> {
    const { username } = demoProxmox;
    return nobody().ask('POST', '/access/ticket', { username, password });
  }

  async function newToken(user: string, name: string, privsep: 0 | 1) {
    const made = await root.data(
      'POST',
      `/access/users/${user}/token/${name}`,
      {
        privsep,
      },
    );
    return {
      id: made['full-tokenid'],
      client: as(made['full-tokenid'], made.value),
    };
  }

  it('tickets let in, and write only with the CSRF token', async () => {
    const { body } = await login();
    const cookie = `PVEAuthCookie=${encodeURIComponent(body.data.ticket)}`;
    expect(body.data.ticket).toMatch(/^PVE:ironstage@pve:[0-9A-F]{8}::/);
    const reading = nobody({ Cookie: cookie });
    expect((await reading.ask('GET', '/version')).status).toBe(200);
    const write = await reading.ask('POST', '/pools', { poolid: 'csrf' });
    expect([write.status, write.reason, write.body]).toEqual([
      401,
      'Permission denied - invalid csrf token',
      '',
    ]);
    const writing = nobody({
      Cookie: cookie,
      CSRFPreventionToken: body.data.CSRFPreventionToken,
    });
    expect(
      (await writing.ask('POST', '/pools', { poolid: 'csrf' })).status,
    ).toBe(200);
    await root.data('DELETE', '/pools', { poolid: 'csrf' });
  });

  it('a valid ticket renews itself as a password; a wrong one costs time', async () => {
    const first = await login();
    expect((await login(first.body.data.ticket)).status).toBe(200);
    const before = Date.now();
    const wrong = await login('nope');
    // 3 s at hundredfold speed.
    expect(Date.now() - before).toBeGreaterThanOrEqual(29);
    expect([wrong.status, wrong.body.message]).toEqual([
      401,
      'authentication failure\n',
    ]);
  });

  it('tickets end when told to; tokens go on', async () => {
    const { body } = await login();
    const cookie = `PVEAuthCookie=${encodeURIComponent(body.data.ticket)}`;
    expect(estate.expireTokens()).toBeGreaterThan(0);
    expect(
      (await nobody({ Cookie: cookie }).ask('GET', '/version')).reason,
    ).toBe('Authentication failed!');
    expect((await root.ask('GET', '/version')).status).toBe(200);
    expect((await login()).status).toBe(200);
  });

  it('a token with privilege separation needs lists of its own', async () => {
    const { id, client } = await newToken(demoProxmox.username, 'sep', 1);
    const vms = () => client.data('GET', '/cluster/resources', { type: 'vm' });
    expect(await vms()).toEqual([]);
    await root.data('PUT', '/access/acl', {
      path: '/vms/9000',
      roles: 'Administrator',
      tokens: id,
    });
    // The token has it all, its user has not: what both have counts.
    expect(await vms()).toHaveLength(1);
    const granted = await client.data('GET', '/access/permissions', {
      path: '/vms/9000',
    });
    expect(granted['/vms/9000']).toHaveProperty(['VM.Clone']);
    expect(granted['/vms/9000']).not.toHaveProperty(['VM.Migrate']);
  });

  it('rights on a pool reach its guests, and nothing else', async () => {
    const dana = as(demoProxmox.memberTokenId, demoProxmox.memberTokenSecret);
    const rows = await dana.data('GET', '/cluster/resources', { type: 'vm' });
    expect(rows.length).toBeGreaterThan(0);
    expect(new Set(rows.map((row: any) => row.pool))).toEqual(
      new Set(['search-prod']),
    );
    const [own] = rows;
    const path = `/nodes/${own.node}/${own.type}/${own.vmid}`;
    expect((await dana.ask('GET', `${path}/config`)).status).toBe(200);
    const change = await dana.ask('PUT', `${path}/config`, { cores: 9 });
    expect(change.reason).toBe(
      `Permission check failed (/vms/${own.vmid}, VM.Config.CPU)`,
    );
    const foreign = await dana.ask('GET', `/nodes/${node}/qemu/9000/config`);
    expect(foreign.reason).toBe(
      'Permission check failed (/vms/9000, VM.Audit)',
    );
    const pools = await dana.data('GET', '/pools');
    expect(pools.map((row: any) => row.poolid)).toEqual(['search-prod']);
  });

  it('NoAccess further down takes away what came from above', async () => {
    const { client } = await newToken(demoProxmox.username, 'full', 0);
    const config = `/nodes/${node}/qemu/9001/config`;
    expect((await client.ask('GET', config)).status).toBe(200);
    const entry = {
      path: '/vms/9001',
      roles: 'NoAccess',
      users: demoProxmox.username,
    };
    await root.data('PUT', '/access/acl', entry);
    expect((await client.ask('GET', config)).status).toBe(403);
    await root.data('PUT', '/access/acl', { ...entry, delete: 1 });
    expect((await client.ask('GET', config)).status).toBe(200);
  });

  it('NoAccess on a guest takes away what its pool gives', async () => {
    const dana = as(demoProxmox.memberTokenId, demoProxmox.memberTokenSecret);
    const [own] = await dana.data('GET', '/cluster/resources', { type: 'vm' });
    const config = `/nodes/${own.node}/${own.type}/${own.vmid}/config`;
    const entry = {
      path: `/vms/${own.vmid}`,
      roles: 'NoAccess',
      users: 'dev-dana@pve',
    };
    await root.data('PUT', '/access/acl', entry);
    expect((await dana.ask('GET', config)).status).toBe(403);
    await root.data('PUT', '/access/acl', { ...entry, delete: 1 });
    expect((await dana.ask('GET', config)).status).toBe(200);
  });

  it('a role that does not propagate stays where it is', async () => {
    const dana = as(demoProxmox.memberTokenId, demoProxmox.memberTokenSecret);
    const entry = {
      path: '/nodes',
      roles: 'PVEAuditor',
      users: 'dev-dana@pve',
    };
    const status = `/nodes/${node}/status`;
    await root.data('PUT', '/access/acl', { ...entry, propagate: 0 });
    expect((await dana.ask('GET', status)).status).toBe(403);
    await root.data('PUT', '/access/acl', entry);
    expect((await dana.ask('GET', status)).status).toBe(200);
    await root.data('PUT', '/access/acl', { ...entry, delete: 1 });
  });

  it('groups carry rights, a disabled user has none', async () => {
    await root.data('POST', '/access/groups', { groupid: 'ops' });
    await root.data('POST', '/access/users', {
      userid: 'ravi@pve',
      groups: 'ops',
    });
    await root.data('PUT', '/access/acl', {
      path: '/',
      roles: 'PVEAuditor',
      groups: 'ops',
    });
    const { client } = await newToken('ravi@pve', 'cli', 0);
    expect((await client.ask('GET', '/cluster/status')).status).toBe(200);
    await root.data('PUT', '/access/users/ravi@pve', { enable: 0 });
    expect((await client.ask('GET', '/cluster/status')).status).toBe(401);
    await root.data('DELETE', '/access/users/ravi@pve');
  });

  it('a token sees its own tasks only, and none in the cluster list', async () => {
    const { id, client } = await newToken('dev-dana@pve', 'runner', 0);
    await root.data('PUT', '/access/acl', {
      path: '/vms/9000',
      roles: 'PVEVMAdmin',
      users: 'dev-dana@pve',
    });
    const other = as(demoProxmox.memberTokenId, demoProxmox.memberTokenSecret);
    const upid = await client.data(
      'POST',
      `/nodes/${node}/qemu/9000/status/start`,
    );
    expect(upid).toContain(`:${id}:`);
    expect(await client.end(upid)).toBe(
      "you can't start a vm if it's a template",
    );
    const path = `/nodes/${node}/tasks/${encodeURIComponent(upid)}/status`;
    expect((await other.ask('GET', path)).status).toBe(403);
    expect(await client.data('GET', '/cluster/tasks')).toEqual([]);
    expect(await client.data('GET', `/nodes/${node}/tasks`)).toHaveLength(1);
  });

  it('the shipped role of the portal is enough for its work', async () => {
    const portal = new PveClient(estate.proxmox[0]);
    await portal.data('POST', '/pools', { poolid: 'new-team' });
    expect(
      await portal.run('POST', `/nodes/${node}/qemu/9000/clone`, {
        newid: 7000,
        pool: 'new-team',
      }),
    ).toBe('OK');
    const console_ = await portal.ask(
      'POST',
      `/nodes/${node}/qemu/7000/vncproxy`,
    );
    expect(console_.reason).toBe('VM 7000 not running');
    await portal.run('POST', `/nodes/${node}/qemu/7000/status/start`);
    const ticket = await portal.data(
      'POST',
      `/nodes/${node}/qemu/7000/vncproxy`,
    );
    expect(ticket).toMatchObject({ user: demoProxmox.tokenId, port: '5970' });
    expect(ticket.ticket).toMatch(/^PVEVNC:/);
    await portal.run('POST', `/nodes/${node}/qemu/7000/status/stop`);
    await portal.run('DELETE', `/nodes/${node}/qemu/7000`);
    await portal.data('DELETE', '/pools', { poolid: 'new-team' });
    const refused = await portal.ask('POST', '/access/users', {
      userid: 'x@pve',
    });
    expect(refused.status).toBe(403);
  });

  it('leave no error of the simulator behind', () => {
    expect(estate.stats().crashes).toEqual([]);
  });
});
