import { startSimulators, type SimulatedEstate } from '../../startSimulators';
import { Client, login, onProject, passwordAuth } from '../../testing/client';
import { expectLikeRecorded } from '../../testing/likeRecorded';
import { demoCredentials as demo, demoProjectId } from '../demo';
import addTag from './__fixtures__/keystone-22.0-add-tag.json';
import byCredential from './__fixtures__/keystone-22.0-auth-application-credential.json';
import unscoped from './__fixtures__/keystone-22.0-auth-password-explicit-unscoped.json';
import scoped from './__fixtures__/keystone-22.0-auth-password-scoped-to-project.json';
import createProject from './__fixtures__/keystone-22.0-create-project.json';
import listByTags from './__fixtures__/keystone-22.0-list-projects-by-tags.json';
import ownProjects from './__fixtures__/keystone-22.0-member-lists-own-projects.json';
import replaceTags from './__fixtures__/keystone-22.0-replace-all-tags.json';
import effective from './__fixtures__/keystone-22.0-role-assignments-effective.json';
import withNames from './__fixtures__/keystone-22.0-role-assignments-with-names.json';
import updateProject from './__fixtures__/keystone-22.0-update-project.json';
import expired from './__fixtures__/keystone-22.0-validate-an-expired-token.json';
import versions from './__fixtures__/keystone-22.0-versions.json';

describe('Keystone answers as the recorded one does', () => {
  let estate: SimulatedEstate;
  let admin: Client;

  beforeAll(async () => {
    estate = await startSimulators({ machines: 8, instances: 6, speed: 50 });
    admin = await login(estate.url);
  });
  afterAll(() => estate.stop());

  const auth = (body: unknown) =>
    new Client(estate.url).keystone('POST', '/auth/tokens', body);

  it('to version discovery', async () => {
    const answer = await new Client(estate.url).ask('GET', '/identity/');
    expectLikeRecorded(answer, versions);
  });

  it('to a password login on a project', async () => {
    const answer = await auth(
      passwordAuth(demo.username, demo.password, onProject('platform')),
    );
    expectLikeRecorded(answer, scoped);
  });

  it('to an unscoped login', async () => {
    const answer = await auth(
      passwordAuth(demo.username, demo.password, 'unscoped'),
    );
    expectLikeRecorded(answer, unscoped);
  });

  it('to a login with an application credential', async () => {
    const answer = await auth({
      auth: {
        identity: {
          methods: ['application_credential'],
          application_credential: {
            id: demo.applicationCredentialId,
            secret: demo.applicationCredentialSecret,
          },
        },
      },
    });
    expectLikeRecorded(answer, byCredential);
  });

  it('to the life of a project and its tags', async () => {
    const created = await admin.keystone('POST', '/projects', {
      project: {
        name: 'osf-team-a',
        domain_id: 'default',
        tags: ['ironstage', 'team-a'],
        cost_center: '42',
      },
    });
    expectLikeRecorded(created, createProject);
    const path = `/projects/${created.body.project.id}`;
    const patched = await admin.keystone('PATCH', path, {
      project: { description: 'changed', owner_team: 'a' },
    });
    expectLikeRecorded(patched, updateProject);
    expectLikeRecorded(
      await admin.keystone('PUT', `${path}/tags/env-prod`),
      addTag,
    );
    expectLikeRecorded(
      await admin.keystone('PUT', `${path}/tags`, {
        tags: ['ironstage', 'env-prod'],
      }),
      replaceTags,
    );
    const listed = await admin.keystone(
      'GET',
      '/projects?tags=ironstage,env-prod',
    );
    expectLikeRecorded(listed, listByTags);
    expect(listed.body.projects).toHaveLength(1);
  });

  it('to questions about role assignments', async () => {
    const project = demoProjectId('search-prod');
    expectLikeRecorded(
      await admin.keystone(
        'GET',
        `/role_assignments?scope.project.id=${project}&include_names`,
      ),
      withNames,
    );
    const member = await login(
      estate.url,
      'search-prod',
      demo.memberUsername,
      demo.memberPassword,
    );
    const own = await member.keystone('GET', '/auth/projects');
    const {
      cost_center: _c,
      owner_team: _o,
      ...plain
    } = ownProjects.response.body.projects[0];
    expectLikeRecorded(own, {
      response: {
        ...ownProjects.response,
        body: { ...ownProjects.response.body, projects: [plain] },
      },
    });
    const rows = await admin.keystone(
      'GET',
      `/role_assignments?user.id=${demo.userId}&effective&include_names=true`,
    );
    expectLikeRecorded(rows, effective);
    const names = rows.body.role_assignments.map(
      (row: { role: { name: string } }) => row.role.name,
    );
    expect(names.sort()).toEqual(['admin', 'member', 'reader']);
  });

  it('to a question about an expired token', async () => {
    const other = await login(estate.url);
    estate.expireTokens();
    admin = await login(estate.url);
    const answer = await admin.ask('GET', '/identity/v3/auth/tokens', {
      headers: { 'X-Subject-Token': other.token ?? '' },
    });
    expectLikeRecorded(answer, expired);
    expect(answer.body).toEqual(expired.response.body);
  });
});
