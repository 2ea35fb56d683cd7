/** Privileges and built-in roles by release, as GET /access/roles lists them. */
const common = {
  sys: ['Sys.Audit', 'Sys.Console', 'Sys.Syslog'],
  sysPower: [
    'Permissions.Modify',
    'Realm.Allocate',
    'Sys.AccessNetwork',
    'Sys.Incoming',
    'Sys.Modify',
    'Sys.PowerMgmt',
  ],
  user: ['Group.Allocate', 'Realm.AllocateUser', 'User.Modify'],
  datastore: [
    'Datastore.Allocate',
    'Datastore.AllocateSpace',
    'Datastore.AllocateTemplate',
    'Datastore.Audit',
  ],
  sdn: ['SDN.Allocate', 'SDN.Audit', 'SDN.Use'],
  pool: ['Pool.Allocate', 'Pool.Audit'],
  mapping: ['Mapping.Audit', 'Mapping.Modify', 'Mapping.Use'],
  vm: [
    'VM.Allocate',
    'VM.Audit',
    'VM.Backup',
    'VM.Clone',
    'VM.Config.CDROM',
    'VM.Config.CPU',
    'VM.Config.Cloudinit',
    'VM.Config.Disk',
    'VM.Config.HWType',
    'VM.Config.Memory',
    'VM.Config.Network',
    'VM.Config.Options',
    'VM.Console',
    'VM.Migrate',
    'VM.PowerMgmt',
    'VM.Snapshot',
    'VM.Snapshot.Rollback',
  ],
  vmUser: [
    'VM.Audit',
    'VM.Backup',
    'VM.Config.CDROM',
    'VM.Config.Cloudinit',
    'VM.Console',
    'VM.PowerMgmt',
  ],
};

/** Release 9 split VM.Monitor into the guest agent's privileges. */
function guestPrivileges(major: number) {
  return major >= 9
    ? {
        all: [
          'VM.GuestAgent.Audit',
          'VM.GuestAgent.FileRead',
          'VM.GuestAgent.FileSystemMgmt',
          'VM.GuestAgent.FileWrite',
          'VM.GuestAgent.Unrestricted',
          'VM.Replicate',
        ],
        user: [
          'VM.GuestAgent.Audit',
          'VM.GuestAgent.FileRead',
          'VM.GuestAgent.FileSystemMgmt',
          'VM.GuestAgent.FileWrite',
        ],
        auditor: ['VM.GuestAgent.Audit'],
      }
    : { all: ['VM.Monitor'], user: [], auditor: [] };
}

/** Every privilege of a release, sorted. */
export function privileges(major: number): string[] {
  const { vmUser, ...groups } = common;
  return [
    ...Object.values(groups).flat(),
    ...guestPrivileges(major).all,
  ].sort();
}

/** The roles that cannot be changed. */
export function builtInRoles(major: number): Record<string, string[]> {
  const guest = guestPrivileges(major);
  const vm = [...common.vm, ...guest.all].sort();
  return {
    Administrator: privileges(major),
    NoAccess: [],
    PVEAdmin: [
      ...common.datastore,
      ...common.user,
      'Mapping.Audit',
      'Mapping.Use',
      ...common.pool,
      ...common.sdn,
      ...common.sys,
      ...vm,
    ].sort(),
    PVEAuditor: [
      'Datastore.Audit',
      'Mapping.Audit',
      'Pool.Audit',
      'SDN.Audit',
      'Sys.Audit',
      'VM.Audit',
      ...guest.auditor,
    ],
    PVEDatastoreAdmin: common.datastore,
    PVEDatastoreUser: ['Datastore.AllocateSpace', 'Datastore.Audit'],
    PVEMappingAdmin: common.mapping,
    PVEMappingUser: ['Mapping.Audit', 'Mapping.Use'],
    PVEPoolAdmin: common.pool,
    PVEPoolUser: ['Pool.Audit'],
    PVESDNAdmin: common.sdn,
    PVESDNUser: ['SDN.Audit', 'SDN.Use'],
    PVESysAdmin: common.sys,
    PVETemplateUser: ['VM.Audit', 'VM.Clone'],
    PVEUserAdmin: common.user,
    PVEVMAdmin: vm,
    PVEVMUser: [...common.vmUser, ...guest.user].sort(),
  };
}
