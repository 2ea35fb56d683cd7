import { BlockList, isIP } from 'node:net';

/** Chooses the address by which something is scraped. */
export type ChooseAddress = (addresses: unknown) => string | undefined;

/** Nobody gets to these from elsewhere. */
const USELESS = ['127.0.0.0/8', '169.254.0.0/16', '::1/128', 'fe80::/10'];

/**
 * A network in CIDR notation, as something that knows which addresses are in it.
 *
 * @throws Error when it is none
 */
export function networkOf(cidr: string): (address: string) => boolean {
  const match = /^([0-9a-f.:]+)\/(\d{1,3})$/i.exec(cidr);
  const version = match ? isIP(match[1]) : 0;
  if (
    !match ||
    version === 0 ||
    Number(match[2]) > (version === 4 ? 32 : 128)
  ) {
    throw new Error(`"${cidr}" is no network such as 10.20.0.0/16`);
  }
  const list = new BlockList();
  const type = version === 4 ? 'ipv4' : 'ipv6';
  list.addSubnet(match[1], Number(match[2]), type);
  // an IPv4 address is in no network of IPv6, whatever it could be mapped to
  return address => isIP(address) === version && list.check(address, type);
}

const useless = USELESS.map(networkOf);

/**
 * The first address in the first network that has one; the first of all where no network is named.
 *
 * @param networks - in CIDR notation, the best first
 */
export function addressIn(networks: string[]): ChooseAddress {
  const preferred = networks.map(networkOf);
  return addresses => {
    const usable = (Array.isArray(addresses) ? addresses : []).filter(
      (one): one is string =>
        typeof one === 'string' &&
        isIP(one) !== 0 &&
        !useless.some(has => has(one)),
    );
    if (preferred.length === 0) {
      return usable[0];
    }
    for (const has of preferred) {
      const found = usable.find(has);
      if (found) {
        return found;
      }
    }
    return undefined;
  };
}

/** An address with a port, as URLs have it. */
export const withPort = (address: string, port: number) =>
  isIP(address) === 6 ? `[${address}]:${port}` : `${address}:${port}`;
