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
});
