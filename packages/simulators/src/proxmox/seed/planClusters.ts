import type { Machine } from '../../estate/model';

export interface ClusterPlan {
  name: string;
  release: '8.4' | '9.2';
  version: string;
  machines: Machine[];
}

/** More nodes than this make more clusters: corosync does not like them. */
const MOST_NODES = 32;

function chunks(machines: Machine[]): Machine[][] {
  const count = Math.ceil(machines.length / MOST_NODES);
  return Array.from({ length: count }, (_, i) =>
    machines.slice(
      Math.floor((i * machines.length) / count),
      Math.floor(((i + 1) * machines.length) / count),
    ),
  );
}

/** About a quarter of the nodes is still on release 8. */
export function planClusters(machines: readonly Machine[]): ClusterPlan[] {
  const nodes = machines.filter(machine => machine.platform === 'proxmox');
  const old = nodes.length < 2 ? 0 : Math.max(1, Math.floor(nodes.length / 4));
  const [firstNew, ...newer] = chunks(nodes.slice(0, nodes.length - old));
  const [firstOld, ...older] = chunks(nodes.slice(nodes.length - old));
  const groups: Array<[ClusterPlan['release'], Machine[] | undefined]> = [
    ['9.2', firstNew],
    ['8.4', firstOld],
    ...newer.map(group => ['9.2', group] as ['9.2', Machine[]]),
    ...older.map(group => ['8.4', group] as ['8.4', Machine[]]),
  ];
  return groups.flatMap(([release, group], i) =>
    group
      ? [
          {
            name: `pve-eu${i + 1}`,
            release,
            version: release === '9.2' ? '9.2.11' : '8.4.5',
            machines: group,
          },
        ]
      : [],
  );
}
