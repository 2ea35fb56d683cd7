import { readRows } from '@ironstage/plugin-infra-node';
import { addressSchema, type GuestInterface } from './types';

/** Loopback, link-local and unspecified addresses lead nobody to a guest. */
const NO_WAY_IN = /^(127\.|169\.254\.|0\.0\.0\.0$|::1?$|fe[89ab])/i;

/** Zone and prefix are no part of an address: `fe80::1%eth0`, `10.0.0.5/24`. */
function plain(address: string): string {
  return address.split(/[/%]/)[0];
}

/**
 * All addresses by which a guest can be reached, in the order in which it tells them, each once. `inet` and
 * `inet6` hold only the last one of each family, so they count only where there is no list.
 */
export function addressesOf(interfaces: readonly GuestInterface[]): string[] {
  const found = interfaces.flatMap(one => {
    const listed = readRows(one['ip-addresses'], addressSchema);
    return listed.length > 0
      ? listed.map(entry => entry['ip-address'])
      : [one.inet, one.inet6].filter(address => address !== undefined);
  });
  return [...new Set(found.map(plain))].filter(
    address => address && !NO_WAY_IN.test(address),
  );
}
