import {
  checkInstanceName,
  checkSshPublicKey,
} from '@ironstage/plugin-infra-common';
import { preflight } from './preflight';

const named = (name: string) => preflight<string>(() => name);

/** Validation of each form field, by the input field it fills. */
export const validations = {
  team: named('team'),
  environment: named('environment'),
  provider: named('provider'),
  project: named('project'),
  flavor: named('flavor'),
  image: named('image'),
  network: named('network'),
  model: named('model'),
  count: preflight<number>(() => 'count'),
  purpose: named('purpose'),
  description: named('description'),
  name: preflight<string>(
    () => 'name',
    async (name, client) =>
      checkInstanceName(name, (await client.getPolicy()).naming),
  ),
  sshPublicKey: preflight<string>(
    () => 'sshPublicKey',
    key => checkSshPublicKey(key),
  ),
  days: preflight<number>(formData =>
    'leaseDays' in formData ? 'leaseDays' : 'days',
  ),
};
