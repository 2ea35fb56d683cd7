import { startSimulators, type SimulatedEstate } from '../../startSimulators';
import { Client, login } from '../../testing/client';
import { expectLikeRecorded } from '../../testing/likeRecorded';
import {
  createServer,
  makeProject,
  serverBody,
  settled,
  type TestProject,
} from '../../testing/project';
import { demoCredentials as demo } from '../demo';
import { flavorId } from '../seed/seedCatalogue';
import attach from './__fixtures__/nova-26.2-attach-volume.json';
import zones from './__fixtures__/nova-26.2-availability-zones-detail.json';
import expired from './__fixtures__/nova-26.2-compute-expired-token.json';
import aggregates from './__fixtures__/nova-26.2-aggregates.json';
import createAggregate from './__fixtures__/nova-26.2-create-aggregate.json';
import createFlavor from './__fixtures__/nova-26.2-create-flavor.json';
import createGroup from './__fixtures__/nova-26.2-create-server-group.json';
import create from './__fixtures__/nova-26.2-create-server.json';
import disable from './__fixtures__/nova-26.2-disable-service-with-reason.json';
import noMetadata from './__fixtures__/nova-26.2-metadata-while-verify-resize.json';
import noConsole from './__fixtures__/nova-26.2-remote-console.json';
import groups from './__fixtures__/nova-26.2-server-groups-of-all-projects.json';
import noHost from './__fixtures__/nova-26.2-error-ninth-vgpu-server.json';
import flavors from './__fixtures__/nova-26.2-flavors-detail.json';
import hypervisors53 from './__fixtures__/nova-26.2-hypervisors-detail-at-2-53.json';
import hypervisors88 from './__fixtures__/nova-26.2-hypervisors-detail-at-2-88.json';
import hypervisorsPage from './__fixtures__/nova-26.2-hypervisors-page.json';
import importKeypair from './__fixtures__/nova-26.2-import-keypair.json';
import actionAdmin from './__fixtures__/nova-26.2-instance-action-with-events-admin.json';
import actionMember from './__fixtures__/nova-26.2-instance-action-with-events-member.json';
import actions from './__fixtures__/nova-26.2-instance-actions.json';
import limits from './__fixtures__/nova-26.2-limits.json';
import listPage from './__fixtures__/nova-26.2-list-page.json';
import active from './__fixtures__/nova-26.2-poll-active-task-none.json';
import quotaDetail from './__fixtures__/nova-26.2-quota-set-detail.json';
import quotaUpdate from './__fixtures__/nova-26.2-quota-set-update.json';
import asAdmin from './__fixtures__/nova-26.2-same-server-as-admin.json';
import oldVersion from './__fixtures__/nova-26.2-same-server-at-microversion-2-1.json';
import noAddress from './__fixtures__/nova-26.2-server-on-a-network-with-no-free-address.json';
import services from './__fixtures__/nova-26.2-services.json';
import usage from './__fixtures__/nova-26.2-simple-tenant-usage-all-detailed-paged.json';
import tooHigh from './__fixtures__/nova-26.2-version-microversion-too-high.json';
import version21 from './__fixtures__/nova-26.2-version-v2-1.json';
import versions from './__fixtures__/nova-26.2-versions.json';
import attachments from './__fixtures__/nova-26.2-volume-attachments.json';

const KEY =
  'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBxA8EPbZqGs/EZpi4Bihdo5oyz5T2kxP/pPLp1RQHtE facts@example';

describe('Nova answers as the recorded one does', () => {
  let estate: SimulatedEstate;
  let admin: Client;
  let project: TestProject;
  let member: Client;

  beforeAll(async () => {
    estate = await startSimulators({ machines: 8, instances: 6, speed: 100 });
    admin = await login(estate.url);
    project = await makeProject(admin);
    member = await asMember();
  });
  afterAll(() => estate.stop());

  /** The demo developer becomes a member of the test's project. */
  async function asMember() {
    const roles = await admin.keystone('GET', '/roles?name=member');
    const users = await admin.keystone(
      'GET',
      `/users?name=${demo.memberUsername}`,
    );
    await admin.keystone(
      'PUT',
      `/projects/${project.id}/users/${users.body.users[0].id}/roles/${roles.body.roles[0].id}`,
    );
    const name = (await admin.keystone('GET', `/projects/${project.id}`)).body
      .project.name;
    return login(estate.url, name, demo.memberUsername, demo.memberPassword);
  }

  it('to version discovery, with a token or without', async () => {
    const anybody = new Client(estate.url);
    expectLikeRecorded(await anybody.ask('GET', '/compute/'), versions);
    expectLikeRecorded(await anybody.ask('GET', '/compute/v2.1'), version21);
  });

  it('to a microversion it does not have, echoing the refused one', async () => {
    const answer = await admin.nova('GET', '/flavors', undefined, 99);
    expectLikeRecorded(answer, tooHigh);
    expect(answer.body).toEqual(tooHigh.response.body);
    expect(answer.headers.get('OpenStack-API-Version')).toBe('compute 2.99');
  });

  it('to a token that is none', async () => {
    const answer = await new Client(estate.url, 'gAAAAx').nova(
      'GET',
      '/servers',
    );
    expectLikeRecorded(answer, expired);
    expect(answer.body).toEqual(expired.response.body);
  });

  it('to a create and the polls that follow', async () => {
    const created = await member.nova(
      'POST',
      '/servers',
      serverBody(project, 'osf-web-1', { tags: ['ironstage', 'op-1'] }),
    );
    expectLikeRecorded(created, create);
    const id = created.body.server.id;
    await settled(member, id, 'ACTIVE');
    const path = `/servers/${id}`;
    expectLikeRecorded(await member.nova('GET', path), active);
    expectLikeRecorded(await admin.nova('GET', path), asAdmin);
    expectLikeRecorded(
      await member.nova('GET', path, undefined, 1),
      oldVersion,
    );
    await createServer(project, 'osf-web-2');
    const page = '/servers?limit=2&sort_key=created_at&sort_dir=desc';
    expectLikeRecorded(await member.nova('GET', page), listPage);
    const listed = await member.nova('GET', `${path}/os-instance-actions`);
    expectLikeRecorded(listed, actions);
    const request = listed.body.instanceActions[0].request_id;
    expect(request).toBe(created.headers.get('x-openstack-request-id'));
    const one = `${path}/os-instance-actions/${request}`;
    expectLikeRecorded(await member.nova('GET', one), actionMember);
    expectLikeRecorded(await admin.nova('GET', one), actionAdmin);
  });

  it('to quota, limits and usage', async () => {
    const path = `/os-quota-sets/${project.id}`;
    expectLikeRecorded(await member.nova('GET', '/limits'), limits);
    expectLikeRecorded(
      await admin.nova('PUT', path, { quota_set: { cores: 200 } }),
      quotaUpdate,
    );
    expectLikeRecorded(await admin.nova('GET', `${path}/detail`), quotaDetail);
    expectLikeRecorded(
      await admin.nova(
        'GET',
        '/os-simple-tenant-usage?detailed=1&limit=2',
        undefined,
        40,
      ),
      usage,
    );
  });

  it('to questions about hosts, services and zones', async () => {
    const detail = '/os-hypervisors/detail';
    expectLikeRecorded(
      await admin.nova('GET', detail, undefined, 53),
      hypervisors53,
    );
    expectLikeRecorded(
      await admin.nova('GET', detail, undefined, 88),
      hypervisors88,
    );
    expectLikeRecorded(
      await admin.nova('GET', '/os-hypervisors?limit=1'),
      hypervisorsPage,
    );
    const listed = await admin.nova('GET', '/os-services');
    expectLikeRecorded(listed, services);
    expectLikeRecorded(
      await admin.nova('GET', '/os-availability-zone/detail'),
      zones,
    );
    const compute = listed.body.services.find(
      (row: { binary: string }) => row.binary === 'nova-compute',
    );
    const path = `/os-services/${compute.id}`;
    expectLikeRecorded(
      await admin.nova('PUT', path, {
        status: 'disabled',
        disabled_reason: 'facts',
      }),
      disable,
    );
    await admin.nova('PUT', path, { status: 'enabled' });
  });

  it('to key pairs, flavors, groups and aggregates', async () => {
    const keypair = { name: 'osf-key', type: 'ssh', public_key: KEY };
    const imported = await member.nova('POST', '/os-keypairs', { keypair }, 92);
    expectLikeRecorded(imported, importKeypair);
    expect(imported.body.keypair.fingerprint).toBe(
      importKeypair.response.body.keypair.fingerprint,
    );
    expectLikeRecorded(await member.nova('GET', '/flavors/detail'), flavors);
    const flavor = { name: 'osf-huge', vcpus: 8, ram: 1500000, disk: 10 };
    expectLikeRecorded(
      await admin.nova('POST', '/flavors', { flavor }),
      createFlavor,
    );
    const group = {
      name: 'osf-sgrp',
      policy: 'anti-affinity',
      rules: { max_server_per_host: 1 },
    };
    expectLikeRecorded(
      await member.nova(
        'POST',
        '/os-server-groups',
        { server_group: group },
        64,
      ),
      createGroup,
    );
    expectLikeRecorded(
      await admin.nova('POST', '/os-aggregates', {
        aggregate: { name: 'osf-agg', availability_zone: 'osf-az' },
      }),
      createAggregate,
    );
  });

  it('to a server that fits nowhere', async () => {
    await admin.nova('PUT', `/os-quota-sets/${project.id}`, {
      quota_set: { cores: -1, ram: -1, instances: -1 },
    });
    const huge = await admin.nova('POST', '/flavors', {
      flavor: { name: 'too-big', vcpus: 8, ram: 9_000_000, disk: 20 },
    });
    const id = await createServer(project, 'osf-toobig', {
      flavorRef: huge.body.flavor.id,
    });
    await settled(member, id, 'ERROR');
    const answer = await member.nova('GET', `/servers/${id}`);
    expectLikeRecorded(answer, noHost);
    expect(answer.body.server.fault.message).toBe('No valid host was found. ');
    const list = await member.nova('GET', '/servers/detail?status=ERROR');
    expect(list.body.servers[0]).not.toHaveProperty('fault');
  });

  it('to a server on a network without a free address', async () => {
    const tiny = await makeProject(admin, '10.201.0.0/30');
    await tiny.client.neutron('POST', '/ports', {
      port: { network_id: tiny.networkId },
    });
    const id = await createServer(tiny, 'osf-noip', {
      flavorRef: flavorId('small'),
    });
    await settled(tiny.client, id, 'ERROR');
    // Recorded as a member: an admin's answer has more members.
    const { server } = (await tiny.client.nova('GET', `/servers/${id}`)).body;
    expect(server.fault.message).toBe(
      noAddress.response.body.server.fault.message
        .replace(noAddress.response.body.server.id, id)
        .slice(0, 100)
        .concat(server.fault.message.slice(100)),
    );
    expect(server.fault.message).toContain(
      `No fixed IP addresses available for network: ${tiny.networkId}, not rescheduling.`,
    );
    expect(server.hostId).toBe('');
  });

  it('to attaching a volume', async () => {
    const id = await createServer(project, 'with-volume');
    await settled(member, id, 'ACTIVE');
    const volume = await member.ask('POST', '/volume/v3/volumes', {
      body: { volume: { size: 1, name: 'v' } },
    });
    await new Promise(resolve => setTimeout(resolve, 30));
    const path = `/servers/${id}/os-volume_attachments`;
    expectLikeRecorded(
      await member.nova('POST', path, {
        volumeAttachment: { volumeId: volume.body.volume.id },
      }),
      attach,
    );
    expectLikeRecorded(await member.nova('GET', path), attachments);
  });

  it('to metadata, which change only while nothing happens to the server', async () => {
    const id = await createServer(project, 'osf-mark');
    await settled(admin, id, 'ACTIVE');
    const path = `/servers/${id}`;
    const write = () =>
      admin.nova('POST', `${path}/metadata`, { metadata: { mark: '1' } });
    expect((await write()).body).toEqual({ metadata: { mark: '1' } });
    await admin.nova('POST', `${path}/action`, {
      resize: { flavorRef: flavorId('medium') },
    });
    await settled(admin, id, 'VERIFY_RESIZE');
    const refused = await write();
    expectLikeRecorded(refused, noMetadata);
    expect(refused.body.conflictingRequest.message).toBe(
      `Cannot 'update metadata' instance ${id} while it is in vm_state resized`,
    );
    await admin.nova('POST', `${path}/action`, { confirmResize: null });
    await settled(admin, id, 'ACTIVE');
    await admin.nova('POST', `${path}/action`, {
      rebuild: {
        imageRef: (await admin.nova('GET', path)).body.server.image.id,
        metadata: { rebuilt: 'yes' },
      },
    });
    await settled(admin, id, 'ACTIVE');
    expect((await admin.nova('GET', path)).body.server.metadata).toEqual({
      rebuilt: 'yes',
    });
  });

  it('to the wish for a console, which it does not have', async () => {
    const id = await createServer(project, 'osf-console');
    const answer = await admin.nova('POST', `/servers/${id}/remote-consoles`, {
      remote_console: { protocol: 'vnc', type: 'novnc' },
    });
    expectLikeRecorded(answer, noConsole);
    expect(answer.body).toEqual(noConsole.response.body);
  });

  it('to the questions for all aggregates and all server groups', async () => {
    expectLikeRecorded(await admin.nova('GET', '/os-aggregates'), aggregates);
    await member.nova(
      'POST',
      '/os-server-groups',
      {
        server_group: { name: 'osf-all', policy: 'affinity' },
      },
      64,
    );
    const path = '/os-server-groups?all_projects=True&limit=1000';
    const answer = await admin.nova('GET', path, undefined, 64);
    answer.body.server_groups = answer.body.server_groups.filter(
      (one: { name: string }) => one.name === 'osf-all',
    );
    expectLikeRecorded(answer, groups);
    expect(answer.body.server_groups).toHaveLength(1);
    const second = await admin.nova(
      'GET',
      '/os-server-groups?all_projects=True&limit=1&offset=1000',
      undefined,
      64,
    );
    expect(second.body.server_groups).toEqual([]);
  });
});
