import {
  addVectors,
  formatAmount,
  growth,
  largerVector,
  resourceVectorSchema,
  shortfalls,
  subtractVectors,
  sumVectors,
  vector,
} from './vector';

const a = vector({ vcpus: 4, memoryBytes: 100, gpus: { a100: 1 } });
const b = vector({
  vcpus: 1,
  storageBytes: 7,
  instances: 1,
  gpus: { h100: 2 },
});

describe('resource vectors', () => {
  it('begin with nothing of everything, and share no GPUs with what they are made of', () => {
    expect(vector()).toEqual({
      vcpus: 0,
      memoryBytes: 0,
      storageBytes: 0,
      instances: 0,
      gpus: {},
    });
    const gpus = { a100: 1 };
    const made = vector({ gpus });
    made.gpus.a100 = 9;
    expect(gpus).toEqual({ a100: 1 });
  });

  it('are added and subtracted part by part, GPUs by model', () => {
    expect(addVectors(a, b)).toEqual({
      vcpus: 5,
      memoryBytes: 100,
      storageBytes: 7,
      instances: 1,
      gpus: { a100: 1, h100: 2 },
    });
    expect(subtractVectors(a, b)).toEqual({
      vcpus: 3,
      memoryBytes: 100,
      storageBytes: -7,
      instances: -1,
      gpus: { a100: 1, h100: -2 },
    });
  });

  it('grow from one to another without becoming negative', () => {
    expect(growth(a, b)).toEqual(
      vector({ storageBytes: 7, instances: 1, gpus: { a100: 0, h100: 2 } }),
    );
    expect(largerVector(a, b)).toEqual(
      vector({
        vcpus: 4,
        memoryBytes: 100,
        storageBytes: 7,
        instances: 1,
        gpus: { a100: 1, h100: 2 },
      }),
    );
    expect(addVectors(a, growth(a, b))).toEqual(largerVector(a, b));
  });

  it('are summed up as adding one after another does', () => {
    expect(sumVectors([])).toEqual(vector());
    expect(sumVectors([a, b, a])).toEqual(addVectors(addVectors(a, b), a));
    expect(a.gpus).toEqual({ a100: 1 });
  });

  it('have only finite amounts', () => {
    expect(resourceVectorSchema.safeParse(a).success).toBe(true);
    for (const bad of [NaN, Infinity, '4', undefined]) {
      expect(resourceVectorSchema.safeParse({ ...a, vcpus: bad }).success).toBe(
        false,
      );
    }
  });
});

describe('shortfalls', () => {
  it('are empty for what fits exactly', () => {
    expect(shortfalls(a, a)).toEqual([]);
  });

  it('name each part that does not fit, and what is there', () => {
    expect(
      shortfalls(
        vector({ vcpus: 5, memoryBytes: 1, gpus: { a100: 2, h100: 1 } }),
        vector({ vcpus: 4, memoryBytes: 1, gpus: { a100: 1 } }),
      ),
    ).toEqual([
      { dimension: 'vcpus', requested: 5, available: 4 },
      { dimension: 'gpus.a100', requested: 2, available: 1 },
      { dimension: 'gpus.h100', requested: 1, available: 0 },
    ]);
  });

  it('never tell that less than nothing is there, nor complain about what nobody asked for', () => {
    expect(shortfalls(vector({ vcpus: 1 }), vector({ vcpus: -3 }))).toEqual([
      { dimension: 'vcpus', requested: 1, available: 0 },
    ]);
    expect(
      shortfalls(vector(), vector({ vcpus: -3, gpus: { a: -1 } })),
    ).toEqual([]);
  });
});

it.each([
  ['vcpus', 1, '1 vCPU'],
  ['vcpus', 4, '4 vCPUs'],
  ['memoryBytes', 8 * 1024 ** 3, '8 GiB of memory'],
  ['storageBytes', 1024 ** 4, '1 TiB of storage'],
  ['instances', 1, '1 instance'],
  ['instances', 0, '0 instances'],
  ['gpus.nvidia-a100', 1, '1 × nvidia-a100 GPU'],
  ['gpus.nvidia-a100', 2, '2 × nvidia-a100 GPUs'],
])('formatAmount writes %s %d as "%s"', (dimension, value, text) => {
  expect(formatAmount(dimension, value)).toBe(text);
});
