import { startSimulators, type SimulatedEstate } from '../startSimulators';
import resources8 from './testing/fixtures/cluster-resources.8x-single-node.json';
import tasks8 from './testing/fixtures/node-tasks.8x.json';
import nodes9 from './testing/fixtures/nodes.cluster-of-4.json';
import rrd from './testing/fixtures/qemu-rrddata.hour.json';
import current from './testing/fixtures/qemu-status-current.running.json';
import { PveClient } from './testing/pveClient';

type Row = Record<string, any>;

/** What depends on a guest's own configuration, not on the release. */
const OF_CONFIGURATION = ['tags', 'spice', 'shares', 'balloon_min'];

/** Members of captured rows that ours lack or have in another type. */
function lacking(captured: Row, own: Row | undefined): string[] {
  return Object.keys(captured).filter(
    key =>
      !OF_CONFIGURATION.includes(key) &&
      typeof own?.[key] !== typeof captured[key],
  );
}

describe('answers captured from real clusters', () => {
  let estate: SimulatedEstate;
  let newer: PveClient;
  let older: PveClient;

  beforeAll(async () => {
    estate = await startSimulators({ speed: 100, instances: 240 });
    newer = new PveClient(estate.proxmox[0]);
    older = new PveClient(estate.proxmox[1]);
  });
  afterAll(() => estate.stop());

  async function running(pve: PveClient): Promise<string> {
    const rows: Row[] = await pve.data('GET', '/cluster/resources');
    const vm = rows.find(
      row => row.type === 'qemu' && row.status === 'running',
    );
    return `/nodes/${vm?.node}/qemu/${vm?.vmid}`;
  }

  it('have no row of an 8.x cluster with members that ours lacks', async () => {
    const own: Row[] = await older.data('GET', '/cluster/resources');
    const differing = resources8.body.data.flatMap((row: Row) => {
      const match = own.find(
        mine =>
          mine.type === row.type &&
          (row.pool === undefined || mine.pool !== undefined),
      );
      return lacking(row, match).map(key => `${row.type} ${row.id}: ${key}`);
    });
    expect(differing).toEqual([]);
  });

  it('have no task, node or point in time with members that ours lacks', async () => {
    const node = await older.firstNode();
    await older.run('POST', `/nodes/${node}/qemu/9000/clone`, { newid: 5000 });
    const [task] = await older.data('GET', `/nodes/${node}/tasks`);
    expect(tasks8.body.data.flatMap(row => lacking(row, task))).toEqual([]);
    const [own] = await newer.data('GET', '/nodes');
    expect(nodes9.body.data.flatMap(row => lacking(row, own))).toEqual([]);
    const points = await newer.data('GET', `${await running(newer)}/rrddata`, {
      timeframe: 'hour',
    });
    expect(lacking(rrd.body.data[0], points[0])).toEqual([]);
    expect(points[0].time % 60).toBe(0);
  });

  it('have no state of a running guest with members that ours lacks', async () => {
    const own = await newer.data(
      'GET',
      `${await running(newer)}/status/current`,
    );
    expect(lacking(current.body.data, own)).toEqual([]);
  });
});
