import type { Relation } from '@ironstage/plugin-infra-common';
import type { Built } from '../graph/buildGraph';
import type { NeedGroup } from '../graph/Graph';

const TYPES: Partial<Record<NeedGroup, Relation['type']>> = {
  place: 'place',
  power: 'power',
  switch: 'switch',
};

/** Place, power feeds and switches of a machine, or of a host whose machine nobody knows. */
export function placeRelations(built: Built, ref: string): Relation[] {
  const node = built.graph.nodes.get(ref);
  const placement = built.placements.get(ref);
  const noteOf = (id: string): string | null => {
    if (id === placement?.rack && placement.unit !== null) {
      const { unit, height } = placement;
      return height > 1 ? `units ${unit}–${unit + height - 1}` : `unit ${unit}`;
    }
    const ports = (placement?.ports ?? []).filter(
      ({ switch: one, port }) => one === id && port,
    );
    return ports.length > 0 ? ports.map(({ port }) => port).join(', ') : null;
  };
  return (node?.needs ?? []).flatMap(({ group, any }) => {
    const type = TYPES[group];
    return type
      ? any.map(id => {
          const { kind, name } = built.graph.nodes.get(id)!;
          return {
            type,
            id,
            kind,
            name,
            status: null,
            certain: true,
            by: null,
            note: noteOf(id),
          };
        })
      : [];
  });
}
