import type { Row } from '../../kernel/Table';

export interface DomainRow extends Row {
  name: string;
  description: string;
  enabled: boolean;
}

export interface ProjectRow extends Row {
  name: string;
  domainId: string;
  parentId: string;
  description: string;
  enabled: boolean;
  tags: string[];
  /** Attributes Keystone does not know and returns all the same. */
  extra: Record<string, unknown>;
}

export interface UserRow extends Row {
  name: string;
  domainId: string;
  enabled: boolean;
  passwordHash: string;
  defaultProjectId: string | null;
  email: string | null;
  description: string | null;
}

export interface GroupRow extends Row {
  name: string;
  domainId: string;
  description: string;
  members: string[];
}

export interface RoleRow extends Row {
  name: string;
}

/** A role of a user or group on a project, a domain or the system. */
export interface AssignmentRow extends Row {
  actor: 'user' | 'group';
  actorId: string;
  scope: 'project' | 'domain' | 'system';
  scopeId: string;
  roleId: string;
}

export interface ApplicationCredentialRow extends Row {
  name: string;
  description: string | null;
  userId: string;
  projectId: string;
  secretHash: string;
  roleIds: string[];
  unrestricted: boolean;
  expiresAt: number | null;
}

/** An issued token; kept in memory only. */
export interface Token {
  id: string;
  methods: string[];
  userId: string;
  auditIds: string[];
  issuedAt: number;
  expiresAt: number;
  projectId?: string;
  domainId?: string;
  system?: true;
  roleIds: string[];
  applicationCredentialId?: string;
  revokedAt?: number;
  /** Services that validated it while it was good: they cache the answer. */
  seenBy: Set<string>;
}
