import { forbidden, json, noMatch } from '../http/reply';
import { admin, type MaasCall, type Resource } from '../http/resource';
import { list } from '../http/values';
import type { MaasContext } from '../MaasContext';
import { powerTypes } from '../machines/powerTypes';
import type { NodeRow } from '../rows';
import { controllerView, regionView } from './controllerView';

const RACKS = [2, 4];
const REGIONS = [3, 4];

function chosen(
  call: MaasCall,
  types: readonly number[],
  context: MaasContext,
): NodeRow[] {
  if (!call.user.admin) {
    return [];
  }
  const ids = list(call.query, 'id');
  const hostnames = list(call.query, 'hostname');
  return context.tables.nodes
    .by('kind', 'controller')
    .filter(
      node =>
        types.includes(node.nodeType) &&
        (ids.length === 0 || ids.includes(node.id)) &&
        (hostnames.length === 0 || hostnames.includes(node.hostname)),
    );
}

function one(
  call: MaasCall,
  types: readonly number[],
  model: string,
  context: MaasContext,
): NodeRow {
  const node = context.tables.nodes.get(call.params.system_id);
  if (!node || !types.includes(node.nodeType)) {
    throw noMatch(model);
  }
  if (!call.user.admin) {
    throw forbidden();
  }
  return node;
}

function bootImages(node: NodeRow, context: MaasContext) {
  const images = context.tables.images.all().map(image => {
    const [architecture, subarchitecture] = image.architecture.split('/');
    return {
      architecture,
      name: image.name.split('/')[1],
      osystem: image.name.split('/')[0],
      subarches: image.subarches?.split(',') ?? [subarchitecture],
    };
  });
  return {
    connected: node.alive,
    images: node.alive ? images : [],
    status: node.alive ? 'synced' : 'unknown',
  };
}

/** Rack and region controllers; a machine that is both is in both lists. */
export function controllerResources(context: MaasContext): Resource[] {
  return [
    {
      name: 'RackControllersHandler',
      path: 'rackcontrollers/',
      anonymous: 'handler',
      read: call =>
        json(
          chosen(call, RACKS, context).map(node =>
            controllerView(node, context),
          ),
        ),
      get: {
        describe_power_types: admin(() =>
          json(
            powerTypes.map(name => ({
              name,
              driver_type: 'power',
              description: name,
              fields: [],
              missing_packages: [],
              queryable: name !== 'manual',
            })),
          ),
        ),
      },
      post: { import_boot_images: admin(() => json(null, 202)) },
    },
    {
      name: 'RackControllerHandler',
      path: 'rackcontrollers/{system_id}/',
      read: call =>
        json(
          controllerView(one(call, RACKS, 'RackController', context), context),
        ),
      get: {
        list_boot_images: admin(call =>
          json(
            bootImages(one(call, RACKS, 'RackController', context), context),
          ),
        ),
      },
    },
    {
      name: 'RegionControllersHandler',
      path: 'regioncontrollers/',
      anonymous: 'handler',
      read: call =>
        json(
          chosen(call, REGIONS, context).map(node => regionView(node, context)),
        ),
    },
    {
      name: 'RegionControllerHandler',
      path: 'regioncontrollers/{system_id}/',
      read: call =>
        json(
          regionView(one(call, REGIONS, 'RegionController', context), context),
        ),
    },
  ];
}
