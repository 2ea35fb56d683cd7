export interface Config {
  permission?: {
    /** Who is who in the policy that Ironstage ships. */
    infra?: {
      /**
       * entity refs of groups that may do everything, of other plugins too; where there are none, the SREs may
       */
      adminGroups?: string[];
      /** entity refs of groups that see and operate the whole estate */
      sreGroups?: string[];
      /** entity refs of groups that decide about requests of others */
      approverGroups?: string[];
      /**
       * entity refs of groups whose members lead the teams that they are in: they take back requests of anybody in
       * them; where there are no such groups, every member may
       */
      leadGroups?: string[];
      /** entity refs of groups that read everything, the audit included, and change nothing, whatever else they are in */
      auditorGroups?: string[];
    };
  };
}
