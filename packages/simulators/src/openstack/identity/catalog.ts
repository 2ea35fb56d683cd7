import { stableHex } from '../../kernel/ids';
import type { Json } from '../../kernel/json';
import type { OpenStackContext } from '../OpenStackContext';

const services: Array<{ type: string; name: string; path: string }> = [
  { type: 'identity', name: 'keystone', path: '/identity/v3' },
  { type: 'compute', name: 'nova', path: '/compute/v2.1' },
  { type: 'placement', name: 'placement', path: '/placement' },
  { type: 'network', name: 'neutron', path: '/networking' },
  { type: 'image', name: 'glance', path: '/image' },
  { type: 'block-storage', name: 'cinder', path: '/volume/v3' },
  { type: 'volumev3', name: 'cinderv3', path: '/volume/v3' },
];

/** Ironic is there where the estate has machines for it. */
const baremetal = { type: 'baremetal', name: 'ironic', path: '/baremetal' };

export function offersBaremetal({ tables }: OpenStackContext): boolean {
  return tables.nodes.size > 0;
}

/**
 * The service catalogue. Glance, Neutron, Placement and Ironic carry no version
 * in their URLs, and block storage is listed under two types.
 */
export function catalog(context: OpenStackContext): Json[] {
  const origin = context.publicOrigin();
  const offered = offersBaremetal(context)
    ? [...services, baremetal]
    : services;
  return offered.map(service => ({
    endpoints: context.regions.flatMap(region =>
      ['internal', 'public', 'admin'].map(face => ({
        id: stableHex('endpoint', service.type, region, face),
        interface: face,
        region_id: region,
        url: `${origin}${service.path}`,
        region,
      })),
    ),
    id: stableHex('service', service.type),
    type: service.type,
    name: service.name,
  }));
}
