import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  checkImageConvention,
  DEFAULT_IMAGE_RULES,
  DEFAULT_SEGMENT_RULES,
  SEGMENT_ROLES,
  DEFAULT_NAMING_RULES,
  GiB,
  vector,
  type ImageRules,
  type SegmentRules,
  type NamingRules,
  type ResourceVector,
} from '@ironstage/plugin-infra-common';
import type { InfraConfig } from './InfraConfig';
import { readBudgets } from './readBudgets';
import { readApprovalRules } from './readApprovalRules';
import { readCosts } from './readCosts';
import { readMonitoring } from './readMonitoring';

const FALLBACK_QUOTA = vector({
  vcpus: 16,
  memoryBytes: 64 * GiB,
  storageBytes: 500 * GiB,
  instances: 10,
});

function readNaming(config: Config | undefined): NamingRules {
  const rules: NamingRules = {
    environments:
      config?.getOptionalStringArray('environments') ??
      DEFAULT_NAMING_RULES.environments,
    project:
      config?.getOptionalString('project') ?? DEFAULT_NAMING_RULES.project,
    instance:
      config?.getOptionalString('instance') ?? DEFAULT_NAMING_RULES.instance,
    instanceHint:
      config?.getOptionalString('instanceHint') ??
      (config?.has('instance')
        ? `it must match ${config.getString('instance')}`
        : DEFAULT_NAMING_RULES.instanceHint),
  };
  try {
    RegExp(rules.instance);
  } catch (error) {
    throw new InputError(
      `infra.naming.instance is not a regular expression: ${error}`,
    );
  }
  for (const part of ['{team}', '{environment}']) {
    if (!rules.project.includes(part)) {
      throw new InputError(
        `infra.naming.project must contain ${part}, else two projects would get one name`,
      );
    }
  }
  return rules;
}

function readSegments(config: Config | undefined): SegmentRules {
  const words = SEGMENT_ROLES.map(role => {
    const own = config?.getOptionalStringArray(`roles.${role}`);
    const odd = own?.find(word => !/^[a-z]+\*?$/i.test(word));
    if (odd !== undefined) {
      throw new InputError(
        `infra.networks.roles.${role}: "${odd}" is not a word of letters, with * at its end for any more.`,
      );
    }
    return [role, own ?? DEFAULT_SEGMENT_RULES.words[role]];
  });
  const expected = config?.getOptionalStringArray('expected');
  const unknown = expected?.find(
    name => !SEGMENT_ROLES.some(role => role === name),
  );
  if (unknown !== undefined) {
    throw new InputError(
      `infra.networks.expected: there is no role "${unknown}"; there are ${SEGMENT_ROLES.join(
        ', ',
      )}.`,
    );
  }
  return {
    words: Object.fromEntries(words),
    expected: SEGMENT_ROLES.filter(
      role => !expected || expected.includes(role),
    ),
  };
}

function readImages(
  config: Config | undefined,
  maxAgeDays: number,
): ImageRules {
  const convention = config?.getOptionalString('convention');
  const wrong = convention && checkImageConvention(convention);
  if (wrong) {
    throw new InputError(`infra.images.convention: ${wrong}`);
  }
  return {
    convention: convention ?? DEFAULT_IMAGE_RULES.convention,
    hint:
      config?.getOptionalString('hint') ??
      (convention ? `it must match ${convention}` : DEFAULT_IMAGE_RULES.hint),
    maxAgeDays,
  };
}

/** Amounts by model; models are no keys that the configuration could be asked for one by one: `nvidia-l4/vgpu`. */
function readGpus(gpus: object): Record<string, number> {
  for (const [model, count] of Object.entries(gpus)) {
    if (!Number.isInteger(count) || count < 0) {
      throw new InputError(
        `infra.defaultQuotas: the number of GPUs "${model}" must be a whole number, it is ${JSON.stringify(
          count,
        )}`,
      );
    }
  }
  return { ...gpus };
}

function readQuota(config: Config): ResourceVector {
  return vector({
    vcpus: config.getNumber('vcpus'),
    memoryBytes: config.getNumber('memoryGiB') * GiB,
    storageBytes: config.getNumber('storageGiB') * GiB,
    instances: config.getNumber('instances'),
    gpus: readGpus(config.getOptional('gpus') ?? {}),
  });
}

function readQuotas(
  config: Config | undefined,
  environments: string[],
): Record<string, ResourceVector> {
  const read = (name: string) => {
    const one = config?.getOptionalConfig(name);
    return one && readQuota(one);
  };
  const fallback = read('default') ?? FALLBACK_QUOTA;
  return Object.fromEntries(
    environments.map(name => [name, read(name) ?? fallback]),
  );
}

function readReminderDays(config: Config | undefined): number[] {
  const days: unknown = config?.getOptional('lease.reminderDays') ?? [3, 1];
  if (
    !Array.isArray(days) ||
    !days.every(one => Number.isInteger(one) && one > 0)
  ) {
    throw new InputError(
      `infra.lease.reminderDays must be a list of whole numbers of days, not ${JSON.stringify(
        days,
      )}`,
    );
  }
  return [...new Set<number>(days)].sort((a, b) => b - a);
}

function readAudit(
  config: Config | undefined,
  checkpointMinutes: number,
): InfraConfig['audit'] {
  const signingKey = config?.getOptionalString('audit.signingKey');
  const signingKeyFile = config?.getOptionalString('audit.signingKeyFile');
  if (signingKey && signingKeyFile) {
    throw new InputError(
      'infra.audit has a signingKey and a signingKeyFile: leave one of them out.',
    );
  }
  return { checkpointMinutes, signingKey, signingKeyFile };
}

/** Shares of a quota, in percent as people write them. */
function readWarnAt(config: Config | undefined): number[] {
  const percent: unknown = config?.getOptional('quotas.warnAtPercent') ?? [
    80, 95,
  ];
  if (
    !Array.isArray(percent) ||
    !percent.every(one => typeof one === 'number' && one > 0 && one <= 100)
  ) {
    throw new InputError(
      `infra.quotas.warnAtPercent must be a list of numbers above 0 and up to 100, not ${JSON.stringify(
        percent,
      )}`,
    );
  }
  return [...new Set<number>(percent)]
    .sort((a, b) => a - b)
    .map(one => one / 100);
}

/** One path, or a list of them. */
function readOverlayFiles(config: Config | undefined): string[] {
  const files: unknown = config?.getOptional('overlay.files') ?? [];
  const list = typeof files === 'string' ? [files] : files;
  if (
    !Array.isArray(list) ||
    !list.every(one => typeof one === 'string' && one !== '')
  ) {
    throw new InputError(
      `infra.overlay.files must be a path or a list of paths, not ${JSON.stringify(
        files,
      )}`,
    );
  }
  return list;
}

function readMachineRoles(
  config: Config | undefined,
): InfraConfig['machineRoles'] {
  return (config?.getOptionalConfigArray('machineRoles') ?? []).map(
    (rule, index) => {
      const tags = rule.getOptionalStringArray('tags') ?? [];
      const pools = rule.getOptionalStringArray('pools') ?? [];
      if (tags.length + pools.length === 0) {
        throw new InputError(
          `infra.machineRoles[${index}] must name the tags or the pools whose machines have the role`,
        );
      }
      return { role: rule.getString('role'), tags, pools };
    },
  );
}

/**
 * Reads the section `infra`, providers excepted: those are read by their modules.
 *
 * @throws InputError naming the key when a value makes no sense
 */
export function readInfraConfig(root: Config): InfraConfig {
  const config = root.getOptionalConfig('infra');
  const naming = readNaming(config?.getOptionalConfig('naming'));
  const number = (key: string, fallback: number, min = 0): number => {
    const value = config?.getOptionalNumber(key) ?? fallback;
    if (!(value >= min)) {
      throw new InputError(
        `infra.${key} must be at least ${min}, not ${value}`,
      );
    }
    return value;
  };
  const strings = (key: string) => config?.getOptionalStringArray(key) ?? [];
  return {
    naming,
    segments: readSegments(config?.getOptionalConfig('networks')),
    images: readImages(
      config?.getOptionalConfig('images'),
      number('images.maxAgeDays', DEFAULT_IMAGE_RULES.maxAgeDays, 1),
    ),
    costs: readCosts(config?.getOptionalConfig('costs')),
    defaultQuotas: readQuotas(
      config?.getOptionalConfig('defaultQuotas'),
      naming.environments,
    ),
    lease: {
      defaultDays: number('lease.defaultDays', 30, 1),
      maxDays: number('lease.maxDays', 180, 1),
      graceDays: number('lease.graceDays', 3),
      undoHours: number('lease.undoHours', 0),
      reminderDays: readReminderDays(config),
    },
    budgets: readBudgets(config),
    quotas: { warnAt: readWarnAt(config) },
    gpu: {
      maxCount: number('gpu.maxCount', 8, 1),
      maxDays: number('gpu.maxDays', 30, 1),
    },
    capacity: {
      history: {
        reconstructDays: number('capacity.history.reconstructDays', 0),
      },
    },
    machineRoles: readMachineRoles(config),
    approvals: {
      approvers: strings('approvals.approvers'),
      deadlineDays: number('approvals.deadlineDays', 7),
      gpuCountAbove: number('approvals.gpuCountAbove', 0),
      leaseDaysAbove: number('approvals.leaseDaysAbove', Infinity),
      projectEnvironments: strings('approvals.projectEnvironments'),
      ...readApprovalRules(
        config?.getOptionalConfig('approvals'),
        config?.has('costs') ?? false,
      ),
    },
    sync: {
      frequencySeconds: number('sync.frequencySeconds', 60, 1),
      timeoutSeconds: number('sync.timeoutSeconds', 600, 1),
      maxRemovalRatio: number('sync.maxRemovalRatio', 0.2),
    },
    operations: {
      concurrency: number('operations.concurrency', 10, 1),
      claimSeconds: number('operations.claimSeconds', 30, 1),
      stepTimeoutSeconds: number('operations.stepTimeoutSeconds', 900, 1),
      machineMinutes: number('operations.machineMinutes', 120, 1),
      pollSeconds: number('operations.pollSeconds', 2),
      guestSeconds: number('operations.guestSeconds', 300),
    },
    baseline: {
      version: config?.getOptionalString('baseline.version') ?? '1',
      logTarget: config?.getOptionalString('baseline.logTarget'),
      nodeExporter: config?.getOptionalBoolean('baseline.nodeExporter') ?? true,
    },
    audit: readAudit(config, number('audit.checkpointMinutes', 60, 1)),
    monitoring: readMonitoring(config?.getOptionalConfig('monitoring')),
    topology: { maxRows: number('topology.maxRows', 400_000, 1) },
    overlay: { files: readOverlayFiles(config) },
  };
}
