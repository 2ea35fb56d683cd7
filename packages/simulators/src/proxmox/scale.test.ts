import { Table } from '../kernel/Table';
import { joinPool } from './guests/pools';
import { startGoldenCluster, authorizationOf } from './testing/goldenCluster';

/** Counts the rows that tables hand out, whoever looks at them. */
function countRows() {
  const count = { rows: 0 };
  for (const name of ['all', 'by'] as const) {
    const original: (...args: never[]) => readonly unknown[] =
      Table.prototype[name];
    jest
      .spyOn(Table.prototype, name)
      .mockImplementation(function handOut(this: unknown, ...args: unknown[]) {
        const rows = original.apply(this, args as never[]);
        count.rows += rows.length;
        return rows as never;
      });
  }
  return count;
}

describe('a big simulated cluster', () => {
  afterEach(() => jest.restoreAllMocks());

  it('looks at each guest a few times to tell of all, however many there are', async () => {
    const golden = await startGoldenCluster();
    const { tables } = golden.cluster.state;
    const [, template] = tables.guests.all();
    const since = Date.now() - 86_400_000;
    const fillUpTo = (last: number) => {
      for (let vmid = 1000 + tables.guests.size; vmid < last; vmid += 1) {
        tables.guests.insert({
          ...template,
          id: String(vmid),
          vmid,
          config: { ...template.config, name: `guest-${vmid}` },
          run: { since, pid: vmid, paused: false, agentAt: since, devices: [] },
          before: null,
          changedAt: since,
        });
        joinPool(tables, vmid, 'team-a');
      }
    };
    const count = countRows();
    const ask = async () => {
      const before = count.rows;
      const response = await fetch(
        `${golden.url}/api2/json/cluster/resources`,
        { headers: { Authorization: authorizationOf('alice') ?? '' } },
      );
      const { data } = await response.json();
      return { told: data.length, looked: count.rows - before };
    };
    fillUpTo(2000);
    const few = await ask();
    fillUpTo(11_000);
    const many = await ask();
    await golden.stop();
    expect(few.told).toBeGreaterThan(900);
    expect(many.told).toBeGreaterThan(9900);
    expect(many.looked / many.told).toBeLessThan((2 * few.looked) / few.told);
  });
});
