import { mockCredentials } from '@backstage/backend-test-utils';
import {
  catalogEntityReadPermission,
  catalogPermissions,
} from '@backstage/plugin-catalog-common/alpha';
import {
  AuthorizeResult,
  createPermission,
  type Permission,
  type PermissionCondition,
  type PermissionCriteria,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  scaffolderPermissions,
  taskReadPermission,
} from '@backstage/plugin-scaffolder-common/alpha';
import {
  infraOperationCancelPermission,
  infraPermissions,
  infraProjectReadPermission,
} from '@ironstage/plugin-infra-common';
import type { Roles } from './readRoles';
import { InfraPermissionPolicy } from './InfraPermissionPolicy';

const CLAIMS = {
  nobody: [],
  developer: ['user:default/dana', 'group:default/payments'],
  lead: [
    'user:default/lena',
    'group:default/payments',
    'group:default/team-leads',
  ],
  approver: ['user:default/amira', 'group:default/gpu-approvers'],
  auditor: [
    'user:default/ada',
    'group:default/payments',
    'group:default/auditors',
  ],
  sre: ['user:default/rui', 'group:default/Platform'],
  admin: ['user:default/alex', 'group:default/admins'],
};

type Role = keyof typeof CLAIMS;

const ROLES = Object.keys(CLAIMS) as Role[];

/** `yes`, `no`, or the rules that decide, written like `isOwnedBy | isShared`. */
function inWords(decision: PolicyDecision): string {
  if (decision.result !== AuthorizeResult.CONDITIONAL) {
    return decision.result === AuthorizeResult.ALLOW ? 'yes' : 'no';
  }
  const words = (criteria: PermissionCriteria<PermissionCondition>): string => {
    if ('anyOf' in criteria) {
      return criteria.anyOf.map(words).join(' | ');
    }
    if ('allOf' in criteria) {
      return criteria.allOf.map(words).join(' & ');
    }
    return 'not' in criteria ? `!${words(criteria.not)}` : criteria.rule;
  };
  return words(decision.conditions);
}

const GROUPS: Roles = {
  adminGroups: ['group:default/admins'],
  sreGroups: ['group:default/platform'],
  approverGroups: ['group:default/gpu-approvers'],
  leadGroups: ['group:default/team-leads'],
  auditorGroups: ['group:default/auditors'],
};

function decide(
  role: Role,
  permission: Permission,
  roles: Partial<Roles> = {},
): Promise<PolicyDecision> {
  const policy = new InfraPermissionPolicy(
    { ...GROUPS, ...roles },
    {
      getUserInfo: async () => ({
        userEntityRef: CLAIMS[role][0],
        ownershipEntityRefs: CLAIMS[role],
      }),
    },
  );
  const [userEntityRef] = CLAIMS[role];
  return policy.handle(
    { permission },
    role === 'nobody'
      ? undefined
      : {
          credentials: mockCredentials.user(userEntityRef),
          info: { userEntityRef, ownershipEntityRefs: CLAIMS[role] },
        },
  );
}

/** permission: nobody, developer, team lead, approver, auditor, SRE, admin */
const TABLE: Record<string, string[]> = {
  'infra.resource.read': [
    'no',
    'IS_OWNED_BY | IS_SHARED',
    'IS_OWNED_BY | IS_SHARED',
    'IS_OWNED_BY | IS_SHARED',
    'yes',
    'yes',
    'yes',
  ],
  'infra.capacity.read': ['no', 'yes', 'yes', 'yes', 'yes', 'yes', 'yes'],
  'infra.estate.read': ['no', 'no', 'no', 'no', 'yes', 'yes', 'yes'],
  'infra.provider.read': ['no', 'yes', 'yes', 'yes', 'yes', 'yes', 'yes'],
  'infra.provider.sync': ['no', 'no', 'no', 'no', 'no', 'yes', 'yes'],
  'infra.project.create': ['no', 'yes', 'yes', 'yes', 'no', 'yes', 'yes'],
  'infra.project.manage-all': ['no', 'no', 'no', 'no', 'no', 'yes', 'yes'],
  'infra.machine.operate': ['no', 'no', 'no', 'no', 'no', 'yes', 'yes'],
  'infra.portal.operate': ['no', 'no', 'no', 'no', 'no', 'yes', 'yes'],
  'infra.audit.read': ['no', 'no', 'no', 'no', 'yes', 'yes', 'yes'],
  'infra.project.read': [
    'no',
    'IS_OWNED_BY',
    'IS_OWNED_BY',
    'yes',
    'yes',
    'yes',
    'yes',
  ],
  'infra.instance.create': [
    'no',
    'IS_OWNED_BY',
    'IS_OWNED_BY',
    'IS_OWNED_BY',
    'no',
    'yes',
    'yes',
  ],
  'infra.instance.operate': [
    'no',
    'IS_OWNED_BY',
    'IS_OWNED_BY',
    'IS_OWNED_BY',
    'no',
    'yes',
    'yes',
  ],
  'infra.instance.delete': [
    'no',
    'IS_OWNED_BY',
    'IS_OWNED_BY',
    'IS_OWNED_BY',
    'no',
    'yes',
    'yes',
  ],
  'infra.gpu.request': [
    'no',
    'IS_OWNED_BY',
    'IS_OWNED_BY',
    'IS_OWNED_BY',
    'no',
    'yes',
    'yes',
  ],
  'infra.quota.request': [
    'no',
    'IS_OWNED_BY',
    'IS_OWNED_BY',
    'IS_OWNED_BY',
    'no',
    'yes',
    'yes',
  ],
  'infra.monitoring.manage': [
    'no',
    'IS_OWNED_BY',
    'IS_OWNED_BY',
    'IS_OWNED_BY',
    'no',
    'yes',
    'yes',
  ],
  'infra.operation.read': [
    'no',
    'IS_OWNED_BY',
    'IS_OWNED_BY',
    'yes',
    'yes',
    'yes',
    'yes',
  ],
  'infra.operation.cancel': [
    'no',
    'IS_OWNED_BY & IS_REQUESTED_BY',
    'IS_OWNED_BY',
    'IS_OWNED_BY & IS_REQUESTED_BY',
    'no',
    'yes',
    'yes',
  ],
  'infra.operation.approve': ['no', 'no', 'no', 'yes', 'no', 'yes', 'yes'],
  'catalog.entity.read': [
    'no',
    '!HAS_ANNOTATION | IS_ENTITY_OWNER',
    '!HAS_ANNOTATION | IS_ENTITY_OWNER',
    '!HAS_ANNOTATION | IS_ENTITY_OWNER',
    'yes',
    'yes',
    'yes',
  ],
  'catalog.entity.create': ['no', 'no', 'no', 'no', 'no', 'yes', 'yes'],
  'catalog.entity.delete': ['no', 'no', 'no', 'no', 'no', 'yes', 'yes'],
  'catalog.entity.refresh': [
    'no',
    'IS_ENTITY_OWNER',
    'IS_ENTITY_OWNER',
    'IS_ENTITY_OWNER',
    'no',
    'yes',
    'yes',
  ],
  'catalog.entity.validate': ['no', 'yes', 'yes', 'yes', 'no', 'yes', 'yes'],
  'catalog.location.read': ['no', 'yes', 'yes', 'yes', 'yes', 'yes', 'yes'],
  'catalog.location.create': ['no', 'no', 'no', 'no', 'no', 'yes', 'yes'],
  'catalog.location.delete': ['no', 'no', 'no', 'no', 'no', 'yes', 'yes'],
  'catalog.location.analyze': ['no', 'no', 'no', 'no', 'no', 'yes', 'yes'],
  'catalog.ingestion.read': ['no', 'no', 'no', 'no', 'yes', 'yes', 'yes'],
  'catalog.ingestion.manage': ['no', 'no', 'no', 'no', 'no', 'yes', 'yes'],
  'scaffolder.template.parameter.read': [
    'no',
    'yes',
    'yes',
    'yes',
    'yes',
    'yes',
    'yes',
  ],
  'scaffolder.template.step.read': [
    'no',
    'yes',
    'yes',
    'yes',
    'yes',
    'yes',
    'yes',
  ],
  'scaffolder.action.execute': ['no', 'yes', 'yes', 'yes', 'no', 'yes', 'yes'],
  'scaffolder.task.cancel': [
    'no',
    'IS_TASK_OWNER',
    'IS_TASK_OWNER',
    'IS_TASK_OWNER',
    'no',
    'yes',
    'yes',
  ],
  'scaffolder.task.create': ['no', 'yes', 'yes', 'yes', 'no', 'yes', 'yes'],
  'scaffolder.task.read': [
    'no',
    'IS_TASK_OWNER',
    'IS_TASK_OWNER',
    'IS_TASK_OWNER',
    'yes',
    'yes',
    'yes',
  ],
  'scaffolder.template.dry-run': ['no', 'no', 'no', 'no', 'no', 'yes', 'yes'],
  'scaffolder.template.management': [
    'no',
    'no',
    'no',
    'no',
    'no',
    'yes',
    'yes',
  ],
};

const permissions = [
  ...infraPermissions,
  ...catalogPermissions,
  ...scaffolderPermissions,
];

it('has a row for every permission, and no row for one that is gone', () => {
  expect(Object.keys(TABLE).sort()).toEqual(
    permissions.map(({ name }) => name).sort(),
  );
});

describe.each(ROLES)('for the %s', role => {
  it.each(permissions.map(one => [one.name, one] as const))(
    'decides %s as the table says',
    async (name, permission) => {
      expect(inWords(await decide(role, permission))).toBe(
        TABLE[name]?.[ROLES.indexOf(role)],
      );
    },
  );
});

it('lets people in by what they own things through', async () => {
  const owned = await decide('developer', infraProjectReadPermission);
  expect(owned).toMatchObject({
    pluginId: 'infra',
    resourceType: 'infra-project',
    conditions: { params: { owners: CLAIMS.developer } },
  });
  const entities = await decide('developer', catalogEntityReadPermission);
  expect(entities).toMatchObject({
    conditions: {
      anyOf: [
        { not: { params: { annotation: 'ironstage.dev/project' } } },
        { params: { claims: CLAIMS.developer } },
      ],
    },
  });
  const tasks = await decide('developer', taskReadPermission);
  expect(tasks).toMatchObject({
    conditions: { params: { createdBy: ['user:default/dana'] } },
  });
});

describe('where a role has no groups', () => {
  it('lets every member take back what a teammate asked for', async () => {
    const decision = await decide('developer', infraOperationCancelPermission, {
      leadGroups: [],
    });
    expect(inWords(decision)).toBe('IS_OWNED_BY');
  });

  it('has the SREs do what admins do', async () => {
    const other = createPermission({
      name: 'other.thing',
      attributes: { action: 'delete' },
    });
    expect(inWords(await decide('sre', other))).toBe('no');
    expect(inWords(await decide('sre', other, { adminGroups: [] }))).toBe(
      'yes',
    );
    expect(inWords(await decide('admin', other))).toBe('yes');
  });
});

describe('of plugins it does not know', () => {
  it.each([
    ['read', 'yes'],
    ['create', 'no'],
    ['update', 'no'],
    ['delete', 'no'],
    [undefined, 'no'],
  ] as const)('a permission to %s is decided: %s', async (action, decision) => {
    const permission = createPermission({
      name: 'other.thing',
      attributes: { action },
    });
    for (const role of ['developer', 'auditor', 'sre'] as const) {
      expect(inWords(await decide(role, permission))).toBe(decision);
    }
    expect(inWords(await decide('nobody', permission))).toBe('no');
  });
});
