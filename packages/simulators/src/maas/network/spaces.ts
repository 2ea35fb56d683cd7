import { deleted, json } from '../http/reply';
import type { MaasCall } from '../http/resource';
import type { MaasContext } from '../MaasContext';
import type { NamedRow } from '../rows';
import { checkName, checkUnique } from './forms';
import { spaceView } from './views';

export function createSpace(call: MaasCall, context: MaasContext) {
  const { spaces } = context.tables;
  const id = String(
    Math.max(context.next('space'), ...spaces.all().map(x => Number(x.id) + 1)),
  );
  const name = call.data.get('name') || `space-${id}`;
  checkName(name);
  checkUnique(spaces.all(), name, undefined, 'Space');
  const space = spaces.insert({
    id,
    name,
    description: call.data.get('description') ?? '',
  });
  return json(spaceView(space, context));
}

export function updateSpace(
  space: NamedRow,
  call: MaasCall,
  context: MaasContext,
) {
  const name = call.data.get('name');
  const description = call.data.get('description');
  checkName(name);
  if (name) {
    checkUnique(context.tables.spaces.all(), name, space.id, 'Space');
  }
  context.tables.spaces.update(space, {
    ...(name ? { name } : {}),
    ...(description === null ? {} : { description }),
  });
  context.sharedChanged();
  return json(spaceView(space, context));
}

/** What was in a space is in none afterwards. */
export function removeSpace(space: NamedRow, context: MaasContext) {
  const { spaces, vlans } = context.tables;
  for (const vlan of vlans.all()) {
    if (vlan.spaceId === space.id) {
      vlans.update(vlan, { spaceId: null });
    }
  }
  spaces.delete(space.id);
  context.sharedChanged();
  return deleted();
}
