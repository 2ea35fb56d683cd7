import type {
  Impact,
  ImpactQuery,
  RackPage,
  RackQuery,
  RelationQuery,
  Relations,
  Topology,
  TopologyQuery,
} from '@ironstage/plugin-infra-common';
import type { Visibility } from '../database/criteria';
import type { Caller } from '../http/Caller';

/** What a caller may have named. */
export interface TopologySight {
  resources: Visibility;
  projects: Visibility;
  /** places, equipment, and how many there are of what he may not see */
  estate: boolean;
}

/** Sees everything. */
export const FULL_SIGHT: TopologySight = {
  resources: 'all',
  projects: 'all',
  estate: true,
};

/** Tells what stands on what. */
export interface TopologyService {
  graph(query: TopologyQuery, caller: Caller): Promise<Topology>;
  racks(query: RackQuery, caller: Caller): Promise<RackPage>;
  /** What goes down with something. @throws NotFoundError, InputError when a name is not enough */
  impact(
    query: ImpactQuery,
    caller: Caller,
    sight?: TopologySight,
  ): Promise<Impact>;
  /** @throws NotFoundError */
  relations(
    ref: string,
    query: RelationQuery,
    caller: Caller,
    sight?: TopologySight,
  ): Promise<Relations>;
}
