import type {
  HttpFailure,
  ProviderErrorKind,
} from '@ironstage/plugin-infra-node';

/** Operations for which a region has to reach the power control of a machine. */
const POWER_OPERATIONS =
  /op=(power_on|power_off|query_power_state|deploy|commission|release|test|rescue_mode|abort)$/;

interface Trouble {
  statuses: readonly number[];
  words: RegExp;
  kind: ProviderErrorKind;
  sentence(provider: string): string;
}

/**
 * What a region answers with 403 or 503 though neither the account nor the region is to blame, in its own words
 * (`maasserver/exceptions.py`, `maasserver/middleware.py`, drivers below `provisioningserver/drivers/power`).
 */
const TROUBLES: readonly Trouble[] = [
  {
    statuses: [409, 503],
    words: /already in progress|another action/i,
    kind: 'unavailable',
    sentence: provider =>
      `${provider} is switching the machine's power already; ask again when that is done.`,
  },
  {
    statuses: [503],
    words: /no more ips|ip addresses? .*exhaust|exhaust.* ip/i,
    kind: 'capacity',
    sentence: provider =>
      `${provider} has no free IP address for the machine in one of its subnets.`,
  },
  {
    // no rack reaches it (503), or it does not take MAAS's user, password or cipher
    statuses: [403, 503],
    words:
      /\b(bmc|power|rack controllers?|ipmi\w*|redfish|chassis|connection|session|password|username|privilege)\b/i,
    kind: 'unavailable',
    sentence: provider =>
      `${provider} can't get through to the machine's management controller (BMC): its address or password at MAAS, or the network between a rack controller and it is not in order.`,
  },
];

/** What is wrong with the machine or its surroundings; undefined when it is something else. */
export function machineTrouble(
  { status }: HttpFailure,
  words: string,
  template: string,
): Pick<Trouble, 'kind' | 'sentence'> | undefined {
  return POWER_OPERATIONS.test(template)
    ? TROUBLES.find(
        one => one.statuses.includes(status) && one.words.test(words),
      )
    : undefined;
}
