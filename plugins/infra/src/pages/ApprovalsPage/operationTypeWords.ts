const WORDS: Record<string, string> = {
  'gpu.request': 'GPUs',
  'quota.change': 'Quota',
  'instance.create': 'VMs',
  'lease.extend': 'Longer leases',
  'project.create': 'Projects',
};

/** What a type of operation is about, for people who choose among them. */
export const operationTypeWords = (type: string): string => WORDS[type] ?? type;
