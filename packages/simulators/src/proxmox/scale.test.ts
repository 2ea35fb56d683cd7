import { joinPool } from './guests/pools';
import { startGoldenCluster, authorizationOf } from './testing/goldenCluster';

describe('a big simulated cluster', () => {
  it('tells of 10,000 guests without much ado', async () => {
    const golden = await startGoldenCluster();
    const { tables } = golden.cluster.state;
    const [, template] = tables.guests.all();
    const since = Date.now() - 86_400_000;
    for (let vmid = 1000; vmid < 11_000; vmid += 1) {
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
    // Processor time, of client and server, with room for a busy machine: a
    // quiet one takes 0.3 s.
    const ask = async () => {
      const before = process.cpuUsage();
      const response = await fetch(
        `${golden.url}/api2/json/cluster/resources`,
        { headers: { Authorization: authorizationOf('alice') ?? '' } },
      );
      const { data } = await response.json();
      const { user, system } = process.cpuUsage(before);
      return { rows: data.length, ms: (user + system) / 1000 };
    };
    const { rows } = await ask();
    const times = [(await ask()).ms, (await ask()).ms];
    await golden.stop();
    expect(rows).toBeGreaterThan(10_000);
    expect(Math.min(...times)).toBeLessThan(2000);
  });
});
