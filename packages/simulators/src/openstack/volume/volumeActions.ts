import { asJson } from '../../kernel/json';
import { reply, type Call, type RouteTable } from '../../kernel/http/types';
import type { Access } from '../access';
import { readJson } from '../body';
import { badRequest, invalidField } from '../compute/errors';
import type { OpenStackContext } from '../OpenStackContext';
import { PREFIX } from './prefix';
import type { VolumeRow } from './rows';

/** `POST /volumes/{id}/action`, of which there is one. */
export function volumeActions(
  routes: RouteTable<Access>,
  find: (call: Call, access: Access) => VolumeRow,
  { tables: { volumes } }: OpenStackContext,
): void {
  routes.post(`${PREFIX}/volumes/:id/action`, (call, access) => {
    const row = find(call, access);
    const body = readJson(call, 'Malformed request body');
    const [name = ''] = Object.keys(body);
    if (name !== 'os-set_bootable') {
      throw badRequest(`There is no such action: ${name}`);
    }
    // Cinder's schema takes what Python's tools take for a boolean
    const { bootable } = asJson(body[name]);
    const text = String(bootable).toLowerCase();
    const yes = ['true', '1', 'on', 't', 'y', 'yes'].includes(text);
    const no = ['false', '0', 'off', 'f', 'n', 'no'].includes(text);
    if (!yes && !no) {
      throw invalidField(
        'bootable',
        bootable,
        `${bootable} is not one of [True, False]`,
      );
    }
    volumes.update(row, { bootable: yes });
    return reply(200);
  });
}
