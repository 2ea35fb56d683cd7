import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { readLimits } from './readLimits';

/** Stands for every team. */
export const EVERY_TEAM = '*';

/** What the projects of some teams may have together. */
export interface Budget {
  name: string;
  /** name of the budget that this one is a part of */
  parent?: string;
  /** entity refs, or `*` for every team; those of its parts count as well */
  teams: string[];
  /** by dimension, memory and storage in bytes; what is left out has no limit */
  limits: Record<string, number>;
}

/**
 * Reads the section `infra.budgets`.
 *
 * @throws InputError naming the key when a value makes no sense
 */
export function readBudgets(config: Config | undefined): Budget[] {
  const budgets = (config?.getOptionalConfigArray('budgets') ?? []).map(
    (one, index) => {
      const key = `infra.budgets[${index}]`;
      const teams = one.getOptionalStringArray('teams') ?? [];
      const odd = teams.find(
        ref => ref !== EVERY_TEAM && !/^group:[^/]+\/.+$/i.test(ref),
      );
      if (odd) {
        throw new InputError(
          `${key}.teams names "${odd}"; give entity refs, such as group:default/payments, or "*"`,
        );
      }
      return {
        name: one.getString('name'),
        parent: one.getOptionalString('parent'),
        teams: teams.map(ref => ref.toLowerCase()),
        limits: readLimits(one.getConfig('limits'), `${key}.limits`),
      };
    },
  );
  budgets.forEach(({ name, parent }, index) => {
    const key = `infra.budgets[${index}]`;
    if (budgets.findIndex(one => one.name === name) !== index) {
      throw new InputError(`${key}.name "${name}" is there twice`);
    }
    // a parent stands before its parts, so that there is no circle
    if (
      parent !== undefined &&
      !budgets.slice(0, index).some(one => one.name === parent)
    ) {
      throw new InputError(
        `${key}.parent "${parent}" is no budget that stands before it`,
      );
    }
  });
  return budgets;
}
