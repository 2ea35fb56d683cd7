import { startSimulators, type SimulatedEstate } from '../../startSimulators';
import { login, type Answer, type Client } from '../../testing/client';
import { expectLikeRecorded } from '../../testing/likeRecorded';
import { demoCredentials as demo, demoProjectId } from '../demo';
import associate from './__fixtures__/neutron-21.0-associate-floating-ip.json';
import bulkRules from './__fixtures__/neutron-21.0-bulk-create-rules.json';
import createFloating from './__fixtures__/neutron-21.0-create-floating-ip.json';
import createNetwork from './__fixtures__/neutron-21.0-create-network.json';
import createPort from './__fixtures__/neutron-21.0-create-port.json';
import createRouter from './__fixtures__/neutron-21.0-create-router-with-gateway.json';
import createGroup from './__fixtures__/neutron-21.0-create-security-group.json';
import createSubnet from './__fixtures__/neutron-21.0-create-subnet.json';
import defaultGroup from './__fixtures__/neutron-21.0-default-security-group-created-on-first-list.json';
import extensions from './__fixtures__/neutron-21.0-extensions.json';
import byTags from './__fixtures__/neutron-21.0-list-by-tags-and-fields.json';
import availability from './__fixtures__/neutron-21.0-network-ip-availability.json';
import pageOfOne from './__fixtures__/neutron-21.0-page-of-one.json';
import chosen from './__fixtures__/neutron-21.0-ports-of-a-project-with-chosen-fields.json';
import quotaDetails from './__fixtures__/neutron-21.0-quota-details.json';
import setTags from './__fixtures__/neutron-21.0-set-tags.json';
import versions from './__fixtures__/neutron-21.0-versions.json';

describe('Neutron answers as the recorded one does', () => {
  let estate: SimulatedEstate;
  let admin: Client;
  let member: Client;
  const projectId = demoProjectId('search-prod');

  beforeAll(async () => {
    estate = await startSimulators({ machines: 8, instances: 6, speed: 100 });
    admin = await login(estate.url);
    member = await login(
      estate.url,
      'search-prod',
      demo.memberUsername,
      demo.memberPassword,
    );
  });
  afterAll(() => estate.stop());

  const refused = (answer: Answer) => [
    answer.status,
    answer.body?.NeutronError?.type,
  ];

  it('to version discovery and extensions', async () => {
    expectLikeRecorded(await admin.ask('GET', '/networking/'), versions);
    expectLikeRecorded(await admin.neutron('GET', '/extensions'), extensions);
  });

  it('to a network from its making to its refused deletion', async () => {
    const network = await member.neutron('POST', '/networks', {
      network: {
        name: 'osf-net',
        description: 'facts',
        port_security_enabled: true,
      },
    });
    expectLikeRecorded(network, createNetwork);
    const networkId = network.body.network.id;
    const subnet = await member.neutron('POST', '/subnets', {
      subnet: {
        name: 'osf-subnet',
        network_id: networkId,
        ip_version: 4,
        cidr: '10.77.0.0/24',
        dns_nameservers: ['9.9.9.9'],
      },
    });
    expectLikeRecorded(subnet, createSubnet);
    const subnetId = subnet.body.subnet.id;
    expect(subnet.body.subnet).toMatchObject({
      gateway_ip: '10.77.0.1',
      allocation_pools: [{ start: '10.77.0.2', end: '10.77.0.254' }],
    });

    const external = await admin.neutron(
      'GET',
      '/networks?router:external=true&fields=id',
    );
    const externalId = external.body.networks[0].id;
    const router = await member.neutron('POST', '/routers', {
      router: {
        name: 'osf-router',
        external_gateway_info: { network_id: externalId },
      },
    });
    expectLikeRecorded(router, createRouter);
    const routerPath = `/routers/${router.body.router.id}`;
    const add = `${routerPath}/add_router_interface`;
    const added = await member.neutron('PUT', add, { subnet_id: subnetId });
    expect(added.status).toBe(200);
    const twice = await member.neutron('PUT', add, { subnet_id: subnetId });
    expect(refused(twice)).toEqual([400, 'BadRequest']);

    const tags = await member.neutron('PUT', `/networks/${networkId}/tags`, {
      tags: ['ironstage:op-1', 'team-a'],
    });
    expectLikeRecorded(tags, setTags);
    const listed = await member.neutron(
      'GET',
      '/networks?tags=team-a&fields=id&fields=name&fields=tags',
    );
    expectLikeRecorded(listed, byTags);
    expect(listed.body.networks).toHaveLength(1);

    const port = await member.neutron('POST', '/ports', {
      port: {
        network_id: networkId,
        name: 'osf-port',
        fixed_ips: [{ subnet_id: subnetId, ip_address: '10.77.0.50' }],
      },
    });
    expectLikeRecorded(port, createPort);
    const same = await member.neutron('POST', '/ports', {
      port: {
        network_id: networkId,
        fixed_ips: [{ ip_address: '10.77.0.50' }],
      },
    });
    expect(refused(same)).toEqual([409, 'IpAddressAlreadyAllocated']);

    const floating = await member.neutron('POST', '/floatingips', {
      floatingip: { floating_network_id: externalId, description: 'facts' },
    });
    expectLikeRecorded(floating, createFloating);
    const floatingPath = `/floatingips/${floating.body.floatingip.id}`;
    expectLikeRecorded(
      await member.neutron('PUT', floatingPath, {
        floatingip: { port_id: port.body.port.id },
      }),
      associate,
    );
    expect(
      refused(
        await member.neutron('PUT', `${routerPath}/remove_router_interface`, {
          subnet_id: subnetId,
        }),
      ),
    ).toEqual([409, 'RouterInterfaceInUseByFloatingIP']);
    expect(refused(await member.neutron('DELETE', routerPath))).toEqual([
      409,
      'RouterInUse',
    ]);
    expect(
      refused(await member.neutron('DELETE', `/networks/${networkId}`)),
    ).toEqual([409, 'NetworkInUse']);
  });

  it('to security groups and their rules', async () => {
    expectLikeRecorded(
      await member.neutron('GET', `/security-groups?project_id=${projectId}`),
      defaultGroup,
    );
    const group = await member.neutron('POST', '/security-groups', {
      security_group: { name: 'osf-sg', description: 'web' },
    });
    expectLikeRecorded(group, createGroup);
    const rule = (port: number) => ({
      security_group_id: group.body.security_group.id,
      direction: 'ingress',
      ethertype: 'IPv4',
      protocol: 'tcp',
      port_range_min: port,
      port_range_max: port,
      remote_ip_prefix: '0.0.0.0/0',
    });
    const rules = await member.neutron('POST', '/security-group-rules', {
      security_group_rules: [rule(22), rule(443)],
    });
    expectLikeRecorded(rules, bulkRules);
    const again = await member.neutron('POST', '/security-group-rules', {
      security_group_rule: rule(22),
    });
    expect(refused(again)).toEqual([409, 'SecurityGroupRuleExists']);
    expect(again.body.NeutronError.message).toContain(
      rules.body.security_group_rules[0].id,
    );
  });

  it('to quota, availability and pages', async () => {
    expectLikeRecorded(
      await admin.neutron('GET', `/quotas/${projectId}/details.json`),
      quotaDetails,
    );
    expectLikeRecorded(
      await admin.neutron(
        'GET',
        `/network-ip-availabilities?project_id=${projectId}`,
      ),
      availability,
    );
    expectLikeRecorded(
      await admin.neutron('GET', '/networks?limit=1&fields=id&fields=name'),
      pageOfOne,
    );
    expectLikeRecorded(
      await admin.neutron(
        'GET',
        `/ports?project_id=${projectId}&fields=id&fields=device_id&fields=device_owner&fields=fixed_ips&fields=mac_address&fields=status`,
      ),
      chosen,
    );
    const marker = '00000000-0000-0000-0000-000000000000';
    expect(
      refused(await admin.neutron('GET', `/networks?limit=1&marker=${marker}`)),
    ).toEqual([404, 'NetworkNotFound']);
  });

  it('to a quota that is used up', async () => {
    await admin.neutron('PUT', `/quotas/${projectId}`, {
      quota: { floatingip: 0 },
    });
    const external = await admin.neutron('GET', '/networks?name=public');
    const answer = await member.neutron('POST', '/floatingips', {
      floatingip: { floating_network_id: external.body.networks[0].id },
    });
    expect(refused(answer)).toEqual([409, 'OverQuota']);
    expect(answer.body.NeutronError.message).toBe(
      "Quota exceeded for resources: ['floatingip'].",
    );
  });
});
