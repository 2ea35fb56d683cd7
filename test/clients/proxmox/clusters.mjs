/** Both clusters of an estate of 24 machines, as the tests expect them. */
export const clusters = [
  {
    name: 'pve-eu1',
    release: '9.2',
    nodes: ['r13-n01', 'r13-n02', 'r13-n03'],
    images: 'ceph-vm',
  },
  {
    name: 'pve-eu2',
    release: '8.4',
    nodes: ['r13-n05'],
    images: 'local-zfs',
  },
];

export const templates = [
  'eu-baseos-2024.07',
  'eu-baseos-2025.01',
  'eu-gpu-2025.02',
  'eu-ubuntu-2025.01',
];

export const estateArgs = [
  ...['--machines', '24', '--instances', '60', '--speed', '40'],
];

/** @param estate - its ready line; @returns the endpoint of a cluster */
export function endpointOf(estate, name) {
  const found = estate.proxmox.find(cluster => cluster.name === name);
  if (!found) {
    throw new Error(`the estate has no cluster ${name}`);
  }
  return found;
}

/** The port of an endpoint's HTTPS side. */
export function httpsPort(endpoint) {
  return new URL(endpoint.url).port;
}
