import { formatAmount, growth } from '@ironstage/plugin-infra-common';
import type { ApprovalCondition } from '../config/ApprovalRules';
import type { AssessedRequest } from './Request';

/** What one condition says about a request: a few words when it holds, nothing when it does not. */
type Check = (
  when: ApprovalCondition,
  request: AssessedRequest,
) => string | undefined;

const isModel = (pattern: string, model: string): boolean =>
  pattern.endsWith('*')
    ? model.startsWith(pattern.slice(0, -1))
    : model === pattern;

const gpusIn = ({ gpus }: AssessedRequest, models?: string[]): number =>
  Object.entries(gpus)
    .filter(
      ([model]) => !models || models.some(pattern => isModel(pattern, model)),
    )
    .reduce((sum, [, count]) => sum + count, 0);

const money = (amount: number, { currency }: AssessedRequest) =>
  `${amount.toFixed(2)} ${currency ?? ''}`.trim();

const gpuWord = (count: number) => `${count} ${count === 1 ? 'GPU' : 'GPUs'}`;

const days = (count: number) => `${count} ${count === 1 ? 'day' : 'days'}`;

/** By how much limits go up, by dimension; nothing for what goes down or stays. */
function increases({ quota }: AssessedRequest): Array<[string, number]> {
  if (!quota) {
    return [];
  }
  const more = growth(quota.before, quota.after);
  return [
    ...(['vcpus', 'memoryBytes', 'storageBytes', 'instances'] as const).map(
      name => [name, more[name]] as [string, number],
    ),
    ...Object.entries(more.gpus).map(
      ([model, count]) => [`gpus.${model}`, count] as [string, number],
    ),
  ].filter(([, count]) => count > 0);
}

const CHECKS: { [K in keyof Required<ApprovalCondition>]: Check } = {
  types: ({ types = [] }, { type }) =>
    types.includes(type) ? `the operation is ${type}` : undefined,
  environments: ({ environments = [] }, { environment }) =>
    environment !== null && environments.includes(environment)
      ? `it is for ${environment}`
      : undefined,
  gpuModels({ gpuModels }, request) {
    const count = gpusIn(request, gpuModels);
    return count > 0
      ? `it has ${gpuWord(count)} of ${gpuModels?.join(', ')}`
      : undefined;
  },
  gpusAbove({ gpusAbove = 0, gpuModels }, request) {
    const count = gpusIn(request, gpuModels);
    return count > gpusAbove
      ? `it has ${gpuWord(count)}, more than ${gpusAbove}`
      : undefined;
  },
  gpusAtMost({ gpusAtMost = 0 }, request) {
    const count = gpusIn(request);
    return count <= gpusAtMost
      ? `it has ${gpuWord(count)}, at most ${gpusAtMost}`
      : undefined;
  },
  leaseDaysAbove: ({ leaseDaysAbove = 0 }, { leaseDays }) =>
    leaseDays !== null && leaseDays > leaseDaysAbove
      ? `it is for ${days(leaseDays)}, more than ${leaseDaysAbove}`
      : undefined,
  leaseDaysAtMost: ({ leaseDaysAtMost = 0 }, { leaseDays }) =>
    leaseDays !== null && leaseDays <= leaseDaysAtMost
      ? `it ends within ${days(leaseDaysAtMost)}`
      : undefined,
  quotaIncreaseAbove({ quotaIncreaseAbove = {} }, request) {
    const above = increases(request).filter(
      ([name, count]) => count > (quotaIncreaseAbove[name] ?? Infinity),
    );
    return above.length > 0
      ? `the quota goes up by ${above
          .map(([name, count]) => formatAmount(name, count))
          .join(', ')}`
      : undefined;
  },
  quotaIncreaseAtMost: ({ quotaIncreaseAtMost = {} }, request) =>
    request.quota &&
    increases(request).every(
      ([name, count]) => count <= (quotaIncreaseAtMost[name] ?? 0),
    )
      ? 'the quota does not go up by more than the cap'
      : undefined,
  monthlyCostAbove({ monthlyCostAbove = 0 }, request) {
    const { monthlyCost } = request;
    return monthlyCost !== null && monthlyCost > monthlyCostAbove
      ? `it costs ${money(monthlyCost, request)} a month, more than ${money(
          monthlyCostAbove,
          request,
        )}`
      : undefined;
  },
  monthlyCostAtMost({ monthlyCostAtMost = 0 }, request) {
    const { monthlyCost } = request;
    return monthlyCost !== null && monthlyCost <= monthlyCostAtMost
      ? `it costs ${money(monthlyCost, request)} a month, at most ${money(
          monthlyCostAtMost,
          request,
        )}`
      : undefined;
  },
  firstUseOfFlavor: ({ firstUseOfFlavor }, { flavor, flavorIsNew }) =>
    flavor !== null && flavorIsNew === firstUseOfFlavor
      ? `the project has ${flavorIsNew ? 'never' : 'already'} had a ${flavor}`
      : undefined,
};

/**
 * Why a condition holds, in a sentence.
 *
 * @returns undefined when it does not
 */
export function whyApplies(
  when: ApprovalCondition,
  request: AssessedRequest,
): string | undefined {
  const words: Array<{ name: string; why: string }> = [];
  for (const name of Object.keys(CHECKS) as Array<keyof ApprovalCondition>) {
    if (when[name] !== undefined) {
      const why = CHECKS[name](when, request);
      if (why === undefined) {
        return undefined;
      }
      words.push({ name, why });
    }
  }
  // the type is in the title already, unless there is nothing else to say
  const telling = words.filter(one => one.name !== 'types');
  const text = (telling.length > 0 ? telling : words)
    .map(one => one.why)
    .join(', and ');
  return text && `${text[0].toUpperCase()}${text.slice(1)}.`;
}
