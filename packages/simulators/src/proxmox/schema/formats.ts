import { isIP, isIPv4, isIPv6 } from 'node:net';

type Check = (value: string) => string | undefined;

function like(pattern: RegExp, complaint: string): Check {
  return value => (pattern.test(value) ? undefined : `${complaint}\n`);
}

function cidr(value: string, family: 4 | 6): boolean {
  const [address, mask, ...rest] = value.split('/');
  return (
    rest.length === 0 &&
    isIP(address) === family &&
    /^\d+$/.test(mask ?? '') &&
    Number(mask) <= (family === 4 ? 32 : 128)
  );
}

const volumeId = /^[a-z][a-z0-9\-_.]*[a-z0-9]:\S+$/i;
const dnsName =
  /^(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?\.)*[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/;

function ipv4Config(value: string): string | undefined {
  return value === 'dhcp' || value === 'manual' || cidr(value, 4)
    ? undefined
    : 'value does not look like a valid ipv4 network configuration\n';
}

function ipv6Config(value: string): string | undefined {
  return ['auto', 'dhcp', 'manual'].includes(value) || cidr(value, 6)
    ? undefined
    : 'value does not look like a valid ipv6 network configuration\n';
}

/** Named formats of the schema and what JSONSchema.pm says of a bad value. */
const checks: Record<string, Check> = {
  'pve-vmid': value =>
    /^[1-9][0-9]{2,8}$/.test(value)
      ? undefined
      : 'value does not look like a valid VM ID\n',
  'pve-node': like(
    /^[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?$/,
    'value does not look like a valid node name',
  ),
  'pve-configid': value =>
    /^[a-z][a-z0-9_-]+$/i.test(value)
      ? undefined
      : `invalid configuration ID '${value}'\n`,
  'pve-storage-id': value =>
    /^[a-z][a-z0-9\-_.]*[a-z0-9]$/i.test(value)
      ? undefined
      : `storage ID '${value}' contains illegal characters\n`,
  'pve-volume-id': value =>
    volumeId.test(value) ? undefined : `unable to parse volume ID '${value}'\n`,
  'pve-volume-id-or-qm-path': value =>
    value === 'none' ||
    value === 'cdrom' ||
    value.startsWith('/') ||
    volumeId.test(value)
      ? undefined
      : `unable to parse volume ID '${value}'\n`,
  'pve-volume-id-or-absolute-path': value =>
    value.startsWith('/') || volumeId.test(value)
      ? undefined
      : `unable to parse volume ID '${value}'\n`,
  'pve-poolid': value =>
    /^[A-Za-z0-9._-]+(\/[A-Za-z0-9._-]+){0,2}$/.test(value)
      ? undefined
      : `pool name '${value}' contains invalid characters\n`,
  'pve-userid': value =>
    /^[^\s:/]+@[A-Za-z][A-Za-z0-9.\-_]+$/.test(value)
      ? undefined
      : `value '${value}' does not look like a valid user name\n`,
  'pve-tokenid': value =>
    /^[^\s:/]+@[A-Za-z][A-Za-z0-9.\-_]+![A-Za-z][A-Za-z0-9.\-_]+$/.test(value)
      ? undefined
      : `value '${value}' does not look like a valid token ID\n`,
  'pve-groupid': value =>
    /^[A-Za-z0-9.\-_]+$/.test(value)
      ? undefined
      : `group name '${value}' contains invalid characters\n`,
  'pve-roleid': value =>
    /^[A-Za-z0-9.\-_]+$/.test(value)
      ? undefined
      : `role name '${value}' contains invalid characters\n`,
  'pve-realm': like(
    /^[A-Za-z][A-Za-z0-9.\-_]+$/,
    'value does not look like a valid realm',
  ),
  'dns-name': like(dnsName, 'value does not look like a valid DNS name'),
  address: value =>
    isIP(value) > 0 || dnsName.test(value)
      ? undefined
      : 'value does not look like a valid address: address\n',
  ip: value =>
    isIP(value) > 0
      ? undefined
      : 'value does not look like a valid IP address\n',
  ipv4: value =>
    isIPv4(value)
      ? undefined
      : 'value does not look like a valid IPv4 address\n',
  ipv6: value =>
    isIPv6(value)
      ? undefined
      : 'value does not look like a valid IPv6 address\n',
  'pve-ipv4-config': ipv4Config,
  'pve-ipv6-config': ipv6Config,
  CIDR: value =>
    cidr(value, 4) || cidr(value, 6)
      ? undefined
      : 'value does not look like a valid CIDR network\n',
  'mac-addr': value =>
    /^[0-9a-f][02468ace](?::[0-9a-f]{2}){5}$/i.test(value)
      ? undefined
      : 'value does not look like a valid unicast MAC address\n',
  'pve-tag': like(/^[a-z0-9_][a-z0-9_\-+.]*$/i, 'invalid characters in tag'),
  'pve-bridge-id': value =>
    /^[-_.\w\d]+$/.test(value) ? undefined : `invalid bridge ID '${value}'\n`,
  urlencoded: value =>
    /^[-%a-zA-Z0-9_.!~*'()]*$/.test(value)
      ? undefined
      : `invalid urlencoded string: ${value}\n`,
  'disk-size': value =>
    /^\d+(\.\d+)?[KMGT]?$/.test(value)
      ? undefined
      : `value does not look like a valid disk size: ${value}\n`,
  'pve-qm-boot': value =>
    /^(order=[a-z0-9;]*|[acdn]{1,4}|legacy=[acdn]{1,4})[\s,]*$/.test(value)
      ? undefined
      : 'format error\nboot.legacy: value does not match the regex pattern\n\n',
  'pve-startup-order': value =>
    /^(\d+|order=\d+|up=\d+|down=\d+)(,(order|up|down)=\d+)*[\s,]*$/.test(value)
      ? undefined
      : `unable to parse startup options\n`,
};

/** @returns what is wrong, or undefined; an unknown format accepts anything */
export function checkFormat(format: string, value: string): string | undefined {
  const list = /^(.+)-list$/.exec(format);
  if (list) {
    const separators = list[1] === 'pve-tag' ? /[\s,;]+/ : /[\s,;\0]+/;
    return value
      .split(separators)
      .filter(part => part !== '')
      .map(part => checks[list[1]]?.(part))
      .find(complaint => complaint !== undefined);
  }
  return checks[format]?.(value);
}
