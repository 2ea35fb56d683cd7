import { ProviderError } from '@ironstage/plugin-infra-node';
import type { OpenStackConfig } from '../../config/types';
import type { Catalog, Token } from './token';

/** Services we speak to, by our own names. */
export type ServiceName =
  | 'identity'
  | 'compute'
  | 'placement'
  | 'network'
  | 'image'
  | 'volume'
  | 'baremetal';

type CatalogService = Exclude<ServiceName, 'identity'>;

/** Names a service may have in the catalog, best first. */
const TYPES: Record<CatalogService, readonly string[]> = {
  compute: ['compute'],
  placement: ['placement'],
  network: ['network'],
  image: ['image'],
  volume: ['block-storage', 'volumev3', 'block-store', 'volume'],
  baremetal: ['baremetal'],
};

/** What the address of a service must end in; some catalogs leave it out. */
const VERSION: Record<CatalogService, string> = {
  compute: '/v2.1',
  placement: '',
  network: '/v2.0',
  image: '/v2',
  volume: '/v3',
  baremetal: '/v1',
};

function entryOf(
  catalog: Catalog,
  service: CatalogService,
): Catalog[number] | undefined {
  for (const type of TYPES[service]) {
    const entry = catalog.find(
      one => one.type === type && one.endpoints.length > 0,
    );
    if (entry) {
      return entry;
    }
  }
  return undefined;
}

function matching(
  catalog: Catalog,
  service: CatalogService,
): Catalog[number]['endpoints'] {
  return entryOf(catalog, service)?.endpoints ?? [];
}

function withVersion(service: CatalogService, text: string): string {
  const url = text.replace(/\/+$/, '');
  const version = VERSION[service];
  if (version === '' || new RegExp(`${version}(/|$)`).test(url)) {
    return url;
  }
  // Nova's /v2 is the old API under the same host; a version of one digit more is needed
  if (service === 'compute' && /\/v2(\/|$)/.test(url)) {
    return url.replace(/\/v2(\/|$)/, '/v2.1$1');
  }
  return `${url}${version}`;
}

type Endpoint = Catalog[number]['endpoints'][number];

function regionOf(endpoint: Endpoint): string {
  return endpoint.region_id ?? endpoint.region ?? '';
}

/** True when the catalog has the service in our region. */
export function hasService(
  config: OpenStackConfig,
  token: Token,
  service: CatalogService,
): boolean {
  return matching(token.catalog, service).some(
    one => !config.region || regionOf(one) === config.region,
  );
}

/** Ids of a service and of our region in the catalog. */
export function catalogIds(
  config: OpenStackConfig,
  token: Token,
  service: CatalogService,
): { serviceId: string; regionId: string } | undefined {
  const entry = entryOf(token.catalog, service);
  const endpoint = entry?.endpoints.find(
    one => !config.region || regionOf(one) === config.region,
  );
  return entry?.id && endpoint
    ? { serviceId: entry.id, regionId: regionOf(endpoint) }
    : undefined;
}

/**
 * Address of a service, from the catalog, by region and interface.
 * Keystone's own address is the configured one.
 *
 * @throws ProviderError `misconfigured` that says what the catalog lacks
 */
export function resolveEndpoint(
  config: OpenStackConfig,
  token: Token,
  service: ServiceName,
): string {
  if (service === 'identity') {
    return config.authUrl;
  }
  const fail = (message: string) =>
    new ProviderError({ provider: config.id, kind: 'misconfigured', message });
  const all = matching(token.catalog, service);
  if (all.length === 0) {
    throw fail(
      `The catalog of ${config.id} has no ${service} service; check ${config.configKey}.authUrl.`,
    );
  }
  const regions = [...new Set(all.map(regionOf))].sort();
  if (!config.region && regions.length > 1) {
    throw fail(
      `${config.id} has the regions ${regions.join(', ')}; choose one in ${
        config.configKey
      }.region.`,
    );
  }
  const here = all.filter(
    one => !config.region || regionOf(one) === config.region,
  );
  if (here.length === 0) {
    throw fail(
      `${config.id} has no ${service} service in region ${
        config.region
      }, only in ${regions.join(', ')}; check ${config.configKey}.region.`,
    );
  }
  const chosen = here.find(one => one.interface === config.interface);
  if (!chosen) {
    throw fail(
      `${config.id} has no ${config.interface} address of the ${service} service; check ${config.configKey}.interface.`,
    );
  }
  const url = withVersion(service, chosen.url);
  // some catalogs append the project; callers that need it in the path add it themselves
  return token.projectId && url.endsWith(`/${token.projectId}`)
    ? url.slice(0, -token.projectId.length - 1)
    : url;
}
