import { GiB, vector } from '@ironstage/plugin-infra-common';
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

  it('describes a vector without what it has none of', () => {
    expect(
      describeVector(
        vector({ vcpus: 4, memoryBytes: 8 * GiB, gpus: { a100: 1, l40s: 0 } }),
      ),
    ).toBe('4 vCPU · 8 GiB memory · 1 × a100');
  });
});
