import { GiB, TiB, vector } from '@ironstage/plugin-infra-common';
import { describeVector, dimensionsOf } from './dimensions';

describe('dimensions', () => {
  it('has one dimension per GPU model that any of the vectors mentions', () => {
    const dimensions = dimensionsOf([
      vector({ gpus: { l40s: 1 } }),
      vector({ gpus: { a100: 2 } }),
    ]);
    expect(dimensions.map(({ id }) => id)).toEqual([
      'vcpus',
      'memoryBytes',
      'storageBytes',
      'instances',
      'gpus.a100',
      'gpus.l40s',
    ]);
    expect(dimensions[4].of(vector())).toBe(0);
  });

  it('lets an axis of bytes count in what its figures are written in', () => {
    const [vcpus, memory] = dimensionsOf([]);
    expect(memory.unit(6.5 * TiB)).toBe(TiB);
    expect(memory.unit(800 * GiB)).toBe(GiB);
    expect(vcpus.unit(5000)).toBe(1);
  });

  it('describes a vector without what it has none of', () => {
    expect(
      describeVector(
        vector({ vcpus: 4, memoryBytes: 8 * GiB, gpus: { a100: 1, l40s: 0 } }),
      ),
    ).toBe('4 vCPU · 8 GiB memory · 1 × a100');
  });
});
