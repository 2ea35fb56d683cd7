import { stableHex } from '../kernel/ids';

function keyOf(user: string) {
  const consumer = stableHex('maas-consumer', user).slice(0, 18);
  const token = stableHex('maas-token', user).slice(0, 18);
  return `${consumer}:${token}:${stableHex('maas-secret', user)}`;
}

/**
 * Well-known accounts of the demo region. They open nothing but a simulator
 * that listens on the loopback interface, and are the same for every seed.
 */
export const demoMaas = {
  /** The portal's account: an administrator. */
  username: 'ironstage',
  /** `consumer:token:secret` */
  apiKey: keyOf('ironstage'),
  /** Owns what the platform team deployed: hypervisors, storage, controllers. */
  platformUsername: 'platform',
  platformApiKey: keyOf('platform'),
  /** A developer, not an administrator. */
  memberUsername: 'dev-dana',
  memberApiKey: keyOf('dev-dana'),
  /** Another user without rights, who owns nothing. */
  readerUsername: 'ops-ravi',
  readerApiKey: keyOf('ops-ravi'),
} as const;
