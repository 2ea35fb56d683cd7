// Gives the lab what a cloud has when a company begins with it. Looks before it makes anything.
//   seed.mjs catalog   accounts of the services and their endpoints, once Keystone answers
//   seed.mjs nodes     bare metal in several states, once Ironic answers
//   seed.mjs estate    flavors, an image, the external network, the portal's account
import { writeFile } from 'node:fs/promises';
import { seedNodes } from './seedNodes.mjs';
import {
  addresses,
  ensure,
  env,
  grant,
  grantSystem,
  identity,
  keystone,
  login,
  SYSTEM,
} from './seedSession.mjs';

async function catalog() {
  const admin = await login('admin', 'admin');
  const project = await identity(admin, 'project', {
    name: 'service',
    domain_id: 'default',
  });
  const user = await identity(admin, 'user', {
    name: 'lab-services',
    password: env.LAB_PASSWORD,
    domain_id: 'default',
  });
  for (const name of ['admin', 'service']) {
    await grant(admin, project, user, await identity(admin, 'role', { name }));
  }
  const { services } = await admin.call('GET', `${keystone}/services`);
  const { endpoints } = await admin.call('GET', `${keystone}/endpoints`);
  for (const [type, url] of Object.entries(addresses)) {
    const service =
      services.find(one => one.type === type) ??
      (
        await admin.call('POST', `${keystone}/services`, {
          service: { type, name: type },
        })
      ).service;
    for (const face of ['public', 'internal', 'admin']) {
      const known = endpoints.find(
        one => one.service_id === service.id && one.interface === face,
      );
      const endpoint = {
        service_id: service.id,
        interface: face,
        region_id: env.LAB_REGION,
        url,
      };
      if (!known) {
        await admin.call('POST', `${keystone}/endpoints`, { endpoint });
      } else if (known.url !== url) {
        await admin.call('PATCH', `${keystone}/endpoints/${known.id}`, {
          endpoint: { url },
        });
      }
    }
  }
}

// with the three ways in which a flavor asks for a GPU
const flavors = [
  ['small', 1, 512, 1, {}],
  ['medium', 2, 2048, 10, {}],
  ['large', 4, 8192, 20, {}],
  [
    'gpu-small',
    8,
    32768,
    50,
    { 'resources:VGPU': '1', 'trait:CUSTOM_NVIDIA_A100': 'required' },
  ],
  ['gpu-a100', 8, 65536, 50, { 'pci_passthrough:alias': 'a100:1' }],
  ['gpu-h100', 8, 65536, 50, { 'resources:CUSTOM_GPU_H100': '1' }],
  // a whole machine: Placement is asked for its class alone, the quota for what stands here
  [
    'metal',
    16,
    32768,
    1000,
    {
      'resources:CUSTOM_METAL': '1',
      'resources:VCPU': '0',
      'resources:MEMORY_MB': '0',
      'resources:DISK_GB': '0',
    },
  ],
];

async function estate() {
  const admin = await login('admin', 'admin');
  for (const [name, vcpus, ram, disk, extra] of flavors) {
    const flavor = await ensure(
      admin,
      `${addresses.compute}/flavors`,
      ['flavors', 'flavor'],
      {
        name,
        vcpus,
        ram,
        disk,
      },
    );
    if (Object.keys(extra).length > 0) {
      await admin.call(
        'POST',
        `${addresses.compute}/flavors/${flavor.id}/os-extra_specs`,
        { extra_specs: extra },
      );
    }
  }

  const image = await ensure(
    admin,
    `${addresses.image}/v2/images`,
    ['images', undefined],
    {
      name: 'tiny',
      disk_format: 'raw',
      container_format: 'bare',
      visibility: 'public',
      min_disk: 1,
      os_distro: 'debian',
      os_version: '12',
    },
  );
  if (image.status === 'queued') {
    // nobody boots it: the compute driver never looks into an image
    await admin.call(
      'PUT',
      `${addresses.image}/v2/images/${image.id}/file`,
      'ironstage'.repeat(100),
      {
        'Content-Type': 'application/octet-stream',
      },
    );
  }

  const network = await ensure(
    admin,
    `${addresses.network}/v2.0/networks`,
    ['networks', 'network'],
    {
      name: 'public',
      'router:external': true,
      'provider:network_type': 'flat',
      'provider:physical_network': 'public',
    },
  );
  await ensure(
    admin,
    `${addresses.network}/v2.0/subnets`,
    ['subnets', 'subnet'],
    {
      name: 'public',
      network_id: network.id,
      ip_version: 4,
      cidr: '198.18.0.0/20',
      enable_dhcp: false,
    },
  );

  const { volume_types: types } = await admin.call(
    'GET',
    `${addresses['block-storage']}/types`,
  );
  if (!types.some(type => type.name === 'fake')) {
    await admin.call('POST', `${addresses['block-storage']}/types`, {
      volume_type: { name: 'fake' },
    });
  }
  await portal(admin);
}

/**
 * The portal's accounts, and the group of a team that gets access to its projects. `ironstage` is an admin of
 * its own project who may also read the system; `ironstage-service` works in the project `service`.
 */
async function portal(admin) {
  await identity(admin, 'group', {
    name: 'contract-team',
    domain_id: 'default',
  });
  const own = await account(admin, 'ironstage', 'ironstage', ['admin']);
  await grantSystem(
    admin,
    own,
    await identity(admin, 'role', { name: 'reader' }),
  );
  await account(admin, 'ironstage-service', 'service', ['admin', 'service']);
}

/** A user with roles on a project, and an application credential for both. */
async function account(admin, name, projectName, roles) {
  const project = await identity(admin, 'project', {
    name: projectName,
    domain_id: 'default',
  });
  const user = await identity(admin, 'user', {
    name,
    password: env.LAB_PASSWORD,
    domain_id: 'default',
  });
  for (const role of roles) {
    await grant(
      admin,
      project,
      user,
      await identity(admin, 'role', { name: role }),
    );
  }
  // only its owner can make an application credential
  const own = await login(name, projectName);
  const credential = await ensure(
    own,
    `${keystone}/users/${own.user}/application_credentials`,
    ['application_credentials', 'application_credential'],
    {
      name,
      secret: env.LAB_APP_CREDENTIAL_SECRET,
      roles: roles.map(role => ({ name: role })),
    },
  );
  await writeFile(`${env.LAB_CREDENTIALS}/${name}.credential`, credential.id);
  return user;
}

// with the system's token, nodes belong to no project, as in a cloud that was there before the portal
const nodes = async () => seedNodes(await login('admin', SYSTEM));

await { catalog, nodes, estate }[process.argv[2]]();
