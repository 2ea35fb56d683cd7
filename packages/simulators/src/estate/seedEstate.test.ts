import { seedEstate } from './seedEstate';

const size = { seed: 7, machines: 24, instances: 60, site: 'eu1' };

describe('seedEstate', () => {
  it('gives the same estate for the same seed and another for another', () => {
    expect(seedEstate(size)).toEqual(seedEstate(size));
    expect(seedEstate({ ...size, seed: 8 }).machines).not.toEqual(
      seedEstate(size).machines,
    );
  });

  it('puts every machine into a rack and gives it a name of its own', () => {
    const { machines, racks } = seedEstate({ ...size, machines: 2000 });
    const names = new Set(machines.map(machine => machine.hostname));
    expect(names.size).toBe(2000);
    expect(machines[10].hostname).toBe('r12-n03');
    const rackNames = racks.map(rack => rack.name);
    expect(machines.every(m => rackNames.includes(m.rack))).toBe(true);
  });

  it('names every project and every instance once', () => {
    const { projects, workloads } = seedEstate({ ...size, instances: 5000 });
    expect(new Set(projects).size).toBe(projects.length);
    expect(new Set(workloads.map(w => w.name)).size).toBe(5000);
    expect(projects).toEqual(
      expect.arrayContaining(['search-prod', 'payments-dev']),
    );
  });

  it('gives every third rack to Proxmox, but for its spare metal', () => {
    const { machines } = seedEstate(size);
    const hosts = (platform: string) =>
      machines.filter(m => m.platform === platform).map(m => m.hostname);
    expect(hosts('proxmox')).toEqual([
      'r13-n01',
      'r13-n02',
      'r13-n03',
      'r13-n05',
    ]);
    expect(hosts('openstack')).toHaveLength(12);
    expect(hosts('metal')).toEqual(
      expect.arrayContaining(['r13-n07', 'r13-n08', 'r11-n04', 'r11-n06']),
    );
  });

  it('adds bare metal that shares nothing with the other machines', () => {
    const plain = seedEstate(size);
    expect(plain.bareMetal).toEqual([]);
    const { bareMetal, ...others } = seedEstate({ ...size, bareMetal: 10 });
    expect({ ...others, bareMetal: [] }).toEqual(plain);
    expect(bareMetal.map(machine => machine.hostname)).toEqual(
      expect.arrayContaining(['b11-n01', 'b12-n02']),
    );
    expect(bareMetal.filter(machine => machine.gpus.length > 0)).toHaveLength(
      2,
    );
    const known = [...others.machines, ...bareMetal].flatMap(machine => [
      machine.id,
      machine.hostname,
      machine.systemUuid,
      machine.serial,
      machine.bmcAddress,
      machine.managementAddress,
      ...machine.macs,
    ]);
    expect(new Set(known).size).toBe(known.length);
  });

  it('runs a fifth of the instances on Proxmox where there is one', () => {
    const share = (machines: number) =>
      seedEstate({ ...size, machines, instances: 1000 }).workloads.filter(
        workload => workload.platform === 'proxmox',
      ).length / 1000;
    expect(share(24)).toBeGreaterThan(0.15);
    expect(share(24)).toBeLessThanOrEqual(0.2);
    expect(share(16)).toBe(0);
  });
});
