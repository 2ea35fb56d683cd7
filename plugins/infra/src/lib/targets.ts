import { humanize } from './format';

const WORDS: Record<string, string> = {
  feed: 'Power feed',
  hypervisor: 'Host',
  project: 'Tenant',
};

/** What can fail, for a person: a hypervisor is called a host here, since machines and hosts stand beside each other. */
export function targetLabel(kind: string): string {
  return WORDS[kind] ?? humanize(kind);
}

/** Kinds that are rows of the inventory, with details of their own. */
export function isRow(kind: string): boolean {
  return ['machine', 'hypervisor', 'network'].includes(kind);
}
