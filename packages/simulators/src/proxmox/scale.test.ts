import { joinPool } from './guests/pools';
import { startGoldenCluster, authorizationOf } from './testing/goldenCluster';

describe('a big simulated cluster', () => {
  it('tells of 10,000 guests in well under a second', async () => {
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
    const ask = async () => {
      const started = performance.now();
      const response = await fetch(
        `${golden.url}/api2/json/cluster/resources`,
        { headers: { Authorization: authorizationOf('alice') ?? '' } },
      );
      const { data } = await response.json();
      return { rows: data.length, ms: performance.now() - started };
    };
    await ask();
    const { rows, ms } = await ask();
    await golden.stop();
    expect(rows).toBeGreaterThan(10_000);
    expect(ms).toBeLessThan(1000);
  });
});
