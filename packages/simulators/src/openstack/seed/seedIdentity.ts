import { secretHash, stableHex } from '../../kernel/ids';
import type { Estate } from '../../estate/model';
import { demoCredentials, demoProjectId } from '../demo';
import type { CloudTables } from '../CloudState';
import type { AssignmentRow } from '../identity/rows';

const roleNames = ['admin', 'member', 'reader', 'service'];

interface Person {
  name: string;
  password: string;
  grants: Array<[project: string, role: string]>;
}

function people(projects: readonly string[]): Person[] {
  const first = projects.slice(0, 2);
  return [
    {
      name: demoCredentials.username,
      password: demoCredentials.password,
      grants: [[demoCredentials.projectName, 'admin']],
    },
    {
      name: demoCredentials.memberUsername,
      password: demoCredentials.memberPassword,
      grants: first.map(project => [project, 'member']),
    },
    {
      name: demoCredentials.readerUsername,
      password: demoCredentials.readerPassword,
      grants: first.slice(0, 1).map(project => [project, 'reader']),
    },
  ];
}

/** Domain Default, roles, the portal's account, legacy projects and people. */
export function seedIdentity(tables: CloudTables, estate: Estate): void {
  const { domainId } = demoCredentials;
  tables.domains.insert({
    id: domainId,
    name: demoCredentials.domainName,
    description: 'The default domain',
    enabled: true,
  });
  for (const name of roleNames) {
    tables.roles.insert({ id: stableHex('role', name), name });
  }
  for (const name of [demoCredentials.projectName, ...estate.projects]) {
    tables.projects.insert({
      id: demoProjectId(name),
      name,
      domainId,
      parentId: domainId,
      description: name === demoCredentials.projectName ? 'Platform team' : '',
      enabled: true,
      tags: [],
      extra: {},
    });
  }
  const grant = (
    userId: string,
    scope: AssignmentRow['scope'],
    scopeId: string,
    role: string,
  ) =>
    tables.assignments.insert({
      id: stableHex('assignment', userId, scopeId, role),
      actor: 'user',
      actorId: userId,
      scope,
      scopeId,
      roleId: stableHex('role', role),
    });
  for (const person of people(estate.projects)) {
    const id = stableHex('user', person.name);
    tables.users.insert({
      id,
      name: person.name,
      domainId,
      enabled: true,
      passwordHash: secretHash(person.password),
      defaultProjectId: null,
      email: `${person.name}@example.com`,
      description: null,
    });
    for (const [project, role] of person.grants) {
      grant(id, 'project', demoProjectId(project), role);
    }
  }
  tables.groups.insert({
    id: stableHex('group', 'platform-operators'),
    name: 'platform-operators',
    domainId,
    description: 'Operators of the platform',
    members: [stableHex('user', demoCredentials.readerUsername)],
  });
  tables.applicationCredentials.insert({
    id: demoCredentials.applicationCredentialId,
    name: demoCredentials.applicationCredentialName,
    description: 'The portal',
    userId: demoCredentials.userId,
    projectId: demoCredentials.projectId,
    secretHash: secretHash(demoCredentials.applicationCredentialSecret),
    roleIds: [stableHex('role', 'admin')],
    unrestricted: false,
    expiresAt: null,
  });
}
