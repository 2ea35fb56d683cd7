export interface Config {
  permission?: {
    /** Who is who in the policy that Ironstage ships. */
    infra?: {
      /** entity refs of groups that see and may do everything */
      sreGroups?: string[];
      /** entity refs of groups that decide about requests of others */
      approverGroups?: string[];
    };
  };
}
