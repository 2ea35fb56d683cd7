import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { OPERATION_INPUTS } from '@ironstage/plugin-infra-common';
import type {
  ApprovalCondition,
  AutoApproval,
  ConfiguredRule,
} from './ApprovalRules';
import { readLimits } from './readLimits';

const AT = 'infra.approvals';

const LISTS = ['types', 'environments', 'gpuModels'] as const;
const NUMBERS = [
  'gpusAbove',
  'gpusAtMost',
  'leaseDaysAbove',
  'leaseDaysAtMost',
  'monthlyCostAbove',
  'monthlyCostAtMost',
] as const;
const AMOUNTS = ['quotaIncreaseAbove', 'quotaIncreaseAtMost'] as const;
const FLAGS = ['firstUseOfFlavor'] as const;
const KEYS: string[] = [...LISTS, ...NUMBERS, ...AMOUNTS, ...FLAGS];

function wrong(key: string, what: string): never {
  throw new InputError(`${key} ${what}`);
}

function condition(
  config: Config | undefined,
  key: string,
  hasPrices: boolean,
): ApprovalCondition {
  if (!config || config.keys().length === 0) {
    return wrong(key, `must say when it applies: one of ${KEYS.join(', ')}`);
  }
  const unknown = config.keys().find(name => !KEYS.includes(name));
  if (unknown) {
    wrong(`${key}.${unknown}`, `is no condition; there are ${KEYS.join(', ')}`);
  }
  const result: ApprovalCondition = {};
  for (const name of LISTS) {
    const list = config.getOptionalStringArray(name);
    if (list?.length === 0) {
      wrong(`${key}.${name}`, 'must not be empty; leave it out for all');
    }
    result[name] = list;
  }
  const odd = result.types?.find(type => !(type in OPERATION_INPUTS));
  if (odd) {
    wrong(
      `${key}.types`,
      `names "${odd}", which is no operation; there are ${Object.keys(
        OPERATION_INPUTS,
      ).join(', ')}`,
    );
  }
  for (const name of NUMBERS) {
    const value = config.getOptionalNumber(name);
    if (value !== undefined && !(value >= 0)) {
      wrong(`${key}.${name}`, `must be 0 or more, not ${value}`);
    }
    if (value !== undefined && name.startsWith('monthly') && !hasPrices) {
      wrong(`${key}.${name}`, 'needs prices: set infra.costs, or leave it out');
    }
    result[name] = value;
  }
  for (const name of AMOUNTS) {
    const one = config.getOptionalConfig(name);
    result[name] = one && readLimits(one, `${key}.${name}`);
  }
  result.firstUseOfFlavor = config.getOptionalBoolean('firstUseOfFlavor');
  return result;
}

function approvers(config: Config, key: string): string[] {
  const refs = config.getOptionalStringArray('approvers') ?? [];
  const odd = refs.find(ref => !/^(user|group):[^/]+\/.+$/i.test(ref));
  if (odd) {
    wrong(
      `${key}.approvers`,
      `names "${odd}"; give entity refs, such as group:default/ai-board`,
    );
  }
  return refs.map(ref => ref.toLowerCase());
}

/** Names once each: they are kept with every decision. */
function checkNames(list: Array<{ name: string }>, key: string) {
  list.forEach(({ name }, at) => {
    if (list.findIndex(one => one.name === name) !== at) {
      wrong(`${key}[${at}].name`, `"${name}" is there twice`);
    }
    if (name === 'default') {
      wrong(
        `${key}[${at}].name`,
        '"default" stands for what needs an approval without any rule; take another',
      );
    }
  });
}

/**
 * Reads `rules` and `autoApprove` of `infra.approvals`.
 *
 * @param hasPrices - whether there is a rate card
 * @throws InputError naming the key when a value makes no sense
 */
export function readApprovalRules(
  config: Config | undefined,
  hasPrices: boolean,
): { rules: ConfiguredRule[]; autoApprove: AutoApproval[] } {
  const rules = (config?.getOptionalConfigArray('rules') ?? []).map(
    (rule, index) => {
      const key = `${AT}.rules[${index}]`;
      const decisions = rule.getOptionalNumber('decisions') ?? 1;
      if (!Number.isInteger(decisions) || decisions < 1 || decisions > 5) {
        wrong(
          `${key}.decisions`,
          `must be a whole number from 1 to 5, not ${decisions}`,
        );
      }
      const deadlineHours = rule.getOptionalNumber('deadlineHours');
      if (deadlineHours !== undefined && !(deadlineHours > 0)) {
        wrong(`${key}.deadlineHours`, `must be above 0, not ${deadlineHours}`);
      }
      return {
        name: rule.getString('name'),
        reason: rule.getOptionalString('reason'),
        when: condition(
          rule.getOptionalConfig('when'),
          `${key}.when`,
          hasPrices,
        ),
        approvers: approvers(rule, key),
        decisions,
        deadlineHours,
      };
    },
  );
  const autoApprove = (config?.getOptionalConfigArray('autoApprove') ?? []).map(
    (one, index) => ({
      name: one.getString('name'),
      when: condition(
        one.getOptionalConfig('when'),
        `${AT}.autoApprove[${index}].when`,
        hasPrices,
      ),
    }),
  );
  checkNames(rules, `${AT}.rules`);
  checkNames(autoApprove, `${AT}.autoApprove`);
  return { rules, autoApprove };
}
