import { ConfigReader } from '@backstage/config';
import { GiB, vector } from '@ironstage/plugin-infra-common';
import { readInfraConfig } from '../config/readInfraConfig';
import type { AssessedRequest } from './Request';
import { whyApplies } from './whyApplies';

const request: AssessedRequest = {
  type: 'gpu.request',
  environment: 'prod',
  gpus: { 'nvidia-h100': 2, l4: 1 },
  leaseDays: 14,
  quota: null,
  monthlyCost: 120,
  currency: 'EUR',
  flavor: 'gpu-large',
  flavorIsNew: true,
};
const quota = {
  before: vector({ vcpus: 10, memoryBytes: 64 * GiB }),
  after: vector({ vcpus: 26, memoryBytes: 64 * GiB, gpus: { l4: 1 } }),
};

describe('a condition of a rule', () => {
  it.each([
    [{ types: ['gpu.request'] }, 'The operation is gpu.request.'],
    [{ types: ['quota.change'] }, undefined],
    [{ environments: ['prod', 'staging'] }, 'It is for prod.'],
    [{ environments: ['dev'] }, undefined],
    [{ gpuModels: ['nvidia-*'] }, 'It has 2 GPUs of nvidia-*.'],
    [{ gpuModels: ['nvidia'] }, undefined],
    [{ gpusAbove: 2 }, 'It has 3 GPUs, more than 2.'],
    [{ gpusAbove: 3 }, undefined],
    [{ gpusAbove: 1, gpuModels: ['l4'] }, undefined],
    [{ gpusAtMost: 3 }, 'It has 3 GPUs, at most 3.'],
    [{ gpusAtMost: 2 }, undefined],
    [{ leaseDaysAbove: 13 }, 'It is for 14 days, more than 13.'],
    [{ leaseDaysAbove: 14 }, undefined],
    [{ leaseDaysAtMost: 14 }, 'It ends within 14 days.'],
    [{ leaseDaysAtMost: 13 }, undefined],
    [
      { monthlyCostAbove: 100 },
      'It costs 120.00 EUR a month, more than 100.00 EUR.',
    ],
    [{ monthlyCostAbove: 120 }, undefined],
    [{ monthlyCostAtMost: 119 }, undefined],
    [{ firstUseOfFlavor: true }, 'The project has never had a gpu-large.'],
    [{ firstUseOfFlavor: false }, undefined],
    [{ quotaIncreaseAbove: { vcpus: 1 } }, undefined],
    [{ quotaIncreaseAtMost: { vcpus: 1 } }, undefined],
    [{ types: ['gpu.request'], gpusAbove: 2 }, 'It has 3 GPUs, more than 2.'],
    [{ types: ['gpu.request'], gpusAbove: 5 }, undefined],
  ])('%j says %j', (when, why) => {
    expect(whyApplies(when, request)).toBe(why);
  });

  it.each([
    [{ quotaIncreaseAbove: { vcpus: 15 } }, 'The quota goes up by 16 vCPUs.'],
    [{ quotaIncreaseAbove: { vcpus: 16, memoryBytes: 0 } }, undefined],
    [
      { quotaIncreaseAbove: { 'gpus.l4': 0 } },
      'The quota goes up by 1 × l4 GPU.',
    ],
    [{ quotaIncreaseAtMost: { vcpus: 16 } }, undefined],
    [
      { quotaIncreaseAtMost: { vcpus: 16, 'gpus.l4': 1 } },
      'The quota does not go up by more than the cap.',
    ],
    [{ leaseDaysAtMost: 1000 }, undefined],
  ])('on a quota %j says %j', (when, why) => {
    expect(
      whyApplies(when, {
        ...request,
        type: 'quota.change',
        leaseDays: null,
        quota,
      }),
    ).toBe(why);
  });
});

describe('rules in the configuration', () => {
  const read = (approvals: object, more: object = {}) =>
    readInfraConfig(new ConfigReader({ infra: { approvals, ...more } }))
      .approvals;
  const when = { types: ['quota.change'] };

  it('are none without any', () => {
    expect(read({})).toMatchObject({ rules: [], autoApprove: [] });
  });

  it('are read with the amounts of the portal', () => {
    const { rules, autoApprove } = read({
      rules: [
        {
          name: 'large',
          when: {
            quotaIncreaseAbove: { memoryGiB: 2, gpus: { 'l4/vgpu': 1 } },
          },
          approvers: ['group:default/AI-board'],
          decisions: 2,
          deadlineHours: 8,
        },
      ],
      autoApprove: [{ name: 'small', when }],
    });
    expect(rules[0]).toMatchObject({
      approvers: ['group:default/ai-board'],
      decisions: 2,
      when: { quotaIncreaseAbove: { memoryBytes: 2 * GiB, 'gpus.l4/vgpu': 1 } },
    });
    expect(autoApprove[0].name).toBe('small');
  });

  it.each([
    [{ rules: [{ name: 'a' }] }, /rules\[0\]\.when must say when it applies/],
    [
      { rules: [{ name: 'a', when: { gpuAbove: 1 } }] },
      /rules\[0\]\.when\.gpuAbove is no condition/,
    ],
    [
      { rules: [{ name: 'a', when: { types: ['gpu.ask'] } }] },
      /rules\[0\]\.when\.types names "gpu.ask", which is no operation/,
    ],
    [
      { rules: [{ name: 'a', when: { environments: [] } }] },
      /rules\[0\]\.when\.environments must not be empty/,
    ],
    [
      { rules: [{ name: 'a', when: { gpusAbove: -1 } }] },
      /rules\[0\]\.when\.gpusAbove must be 0 or more, not -1/,
    ],
    [
      { rules: [{ name: 'a', when: { monthlyCostAbove: 1 } }] },
      /monthlyCostAbove needs prices: set infra.costs/,
    ],
    [
      { rules: [{ name: 'a', when: { quotaIncreaseAbove: { ram: 1 } } }] },
      /quotaIncreaseAbove\.ram is no limit/,
    ],
    [
      { rules: [{ name: 'a', when, decisions: 0 }] },
      /rules\[0\]\.decisions must be a whole number from 1 to 5, not 0/,
    ],
    [
      { rules: [{ name: 'a', when, approvers: ['ai-board'] }] },
      /rules\[0\]\.approvers names "ai-board"; give entity refs/,
    ],
    [
      { rules: [{ name: 'a', when, deadlineHours: 0 }] },
      /rules\[0\]\.deadlineHours must be above 0/,
    ],
    [
      {
        rules: [
          { name: 'a', when },
          { name: 'a', when },
        ],
      },
      /rules\[1\]\.name "a" is there twice/,
    ],
    [{ rules: [{ name: 'default', when }] }, /"default" stands for/],
    [
      { autoApprove: [{ name: 'a', when: {} }] },
      /autoApprove\[0\]\.when must say when it applies/,
    ],
  ])('%j are refused with the key', (approvals, message) => {
    expect(() => read(approvals)).toThrow(message);
  });

  it('may go by prices when there are some', () => {
    expect(
      read(
        { rules: [{ name: 'a', when: { monthlyCostAbove: 1 } }] },
        { costs: { vcpuHour: 1 } },
      ).rules,
    ).toHaveLength(1);
  });
});
