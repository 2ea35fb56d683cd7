import type { CloudTables } from '../CloudState';
import type { PlacementLedger } from './PlacementLedger';
import type { ProviderRow, Resources } from './rows';

/** What somebody wants to put somewhere. */
export interface Demand {
  resources: Resources;
  required: string[];
  forbidden: string[];
  /** Aggregate uuids; the root must be in one of each list. */
  memberOf: string[][];
}

export interface Candidate {
  rootId: string;
  held: Record<string, Resources>;
}

const MOST_PER_TREE = 64;

function permitted(
  chosen: ProviderRow[],
  demand: Pick<Demand, 'required' | 'forbidden'>,
): boolean {
  const has = (trait: string) =>
    chosen.some(provider => provider.traits.includes(trait));
  return demand.required.every(has) && !demand.forbidden.some(has);
}

/** The ways a tree of providers can satisfy a demand. */
export function candidatesOfTree(
  root: ProviderRow,
  tree: readonly ProviderRow[],
  demand: Demand,
  ledger: PlacementLedger,
): Candidate[] {
  const inAggregates = demand.memberOf.every(anyOf =>
    anyOf.some(uuid => root.aggregates.includes(uuid)),
  );
  if (!inAggregates) {
    return [];
  }
  let partial: Array<Array<[ProviderRow, string, number]>> = [[]];
  for (const [name, amount] of Object.entries(demand.resources)) {
    const able = tree.filter(provider => ledger.fits(provider, name, amount));
    if (able.length === 0) {
      return [];
    }
    partial = partial
      .flatMap(choice =>
        able.map(provider => [
          ...choice,
          [provider, name, amount] as [ProviderRow, string, number],
        ]),
      )
      .slice(0, MOST_PER_TREE);
  }
  return partial
    .filter(choice =>
      permitted(
        choice.map(([provider]) => provider),
        demand,
      ),
    )
    .map(choice => {
      const held: Record<string, Resources> = {};
      for (const [provider, name, amount] of choice) {
        held[provider.id] = { ...held[provider.id], [name]: amount };
      }
      return { rootId: root.id, held };
    });
}

/** Candidates over all trees, in order of the roots, at most `limit`. */
export function allCandidates(
  tables: CloudTables,
  demand: Demand,
  ledger: PlacementLedger,
  limit = Infinity,
): Candidate[] {
  const found: Candidate[] = [];
  for (const root of tables.providers.all()) {
    if (found.length >= limit) {
      break;
    }
    if (root.parentId === null) {
      const tree = tables.providers.by('root', root.id);
      found.push(...candidatesOfTree(root, tree, demand, ledger));
    }
  }
  return found.slice(0, limit);
}
