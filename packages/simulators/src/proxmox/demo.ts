/**
 * Well-known values of the simulated clusters. They open nothing but a
 * simulator that listens on the loopback interface, and are the same on every
 * cluster and for every seed.
 */
export const demoProxmox = {
  /** The portal's account: just the rights that the portal needs. */
  tokenId: 'ironstage@pve!portal',
  tokenSecret: '6f1c1f2e-52c6-4b0d-9a39-0d5a7a1c9e10',
  username: 'ironstage@pve',
  password: 'ironstage-demo-password',
  /** Everything, though not what root@pam itself may do. */
  adminTokenId: 'root@pam!ci',
  adminTokenSecret: 'b7a0c7de-3d0b-4a3c-8a31-5f2f5a9a1c77',
  rootUsername: 'root@pam',
  rootPassword: 'root-demo-password',
  /** A developer with rights on the pool `search-prod` only. */
  memberTokenId: 'dev-dana@pve!cli',
  memberTokenSecret: '0a4be1f4-8a52-4b55-bb0c-7f0a3c1f8d21',
} as const;

/** The role of {@link demoProxmox}'s portal account. */
export const PORTAL_ROLE = 'IronstagePortal';

/**
 * Its privileges, sorted: those that the README of the portal's provider tells administrators to grant.
 * A test of that provider does without each of them in turn.
 */
export function portalPrivileges(major: number): string[] {
  return [
    'Datastore.AllocateSpace',
    'Datastore.AllocateTemplate',
    'Datastore.Audit',
    'Mapping.Use',
    'Pool.Allocate',
    'Pool.Audit',
    'SDN.Audit',
    'SDN.Use',
    'Sys.Audit',
    'VM.Allocate',
    'VM.Audit',
    'VM.Clone',
    'VM.Config.CDROM',
    'VM.Config.CPU',
    'VM.Config.Disk',
    'VM.Config.HWType',
    'VM.Config.Memory',
    'VM.Config.Network',
    'VM.Config.Options',
    'VM.Console',
    major >= 9 ? 'VM.GuestAgent.Audit' : 'VM.Monitor',
    'VM.PowerMgmt',
    'VM.Snapshot',
  ];
}
