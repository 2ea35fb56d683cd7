import type { Resource } from '@ironstage/plugin-infra-common';

type Facts = Pick<Resource, 'name' | 'attributes'>;

const words = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value])
    .filter((one): one is string => typeof one === 'string' && one !== '')
    .map(one => one.toLowerCase());

/** What both may be known by, the most trustworthy first. */
const MARKS = ['systemUuid', 'bmcAddress', 'macs', 'serial'] as const;

function hostName({ name, attributes }: Facts): string[] {
  const [full] = [...words(attributes.hostname), ...words(name)];
  return full ? full.split('.') : [];
}

/**
 * Whether a host of one cloud is a machine of another: by the first thing both are known by, of
 * system UUID, management controller, MAC addresses, serial number and host name.
 *
 * Of host names the parts that both have must be the same, so that `r1-n1` is `r1-n1.eu1.example.com`.
 */
export function isSameMachine(machine: Facts, host: Facts): boolean {
  for (const mark of MARKS) {
    const ours = words(machine.attributes[mark]);
    const theirs = words(host.attributes[mark]);
    if (ours.length > 0 && theirs.length > 0) {
      return ours.some(one => theirs.includes(one));
    }
  }
  const [ours, theirs] = [hostName(machine), hostName(host)];
  const shared = Math.min(ours.length, theirs.length);
  return (
    shared > 0 &&
    ours.slice(0, shared).join('.') === theirs.slice(0, shared).join('.')
  );
}
