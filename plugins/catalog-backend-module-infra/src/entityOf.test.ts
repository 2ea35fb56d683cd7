import {
  entityEnvelopeSchemaValidator,
  SchemaValidEntityPolicy,
  FieldFormatEntityPolicy,
} from '@backstage/catalog-model';
import { instanceEntity, instanceEntityName, projectEntity } from './entityOf';
import { instance, project } from './testing/rows';

const policies = [new SchemaValidEntityPolicy(), new FieldFormatEntityPolicy()];

describe('the entity of an instance', () => {
  it('has a name that comes from its ref alone, so that a rename keeps it', () => {
    expect(instanceEntityName('instance:os-eu1/4f6a')).toBe('os-eu1-4f6a');
    expect(
      instanceEntity(instance({ name: 'renamed' }))?.metadata,
    ).toMatchObject({ name: 'os-eu1-1', title: 'renamed' });
  });

  it.each([
    'instance:os-eu1/qemu/101',
    'instance:os-eu1/ä ö',
    `instance:os-eu1/${'x'.repeat(80)}`,
  ])('can be stored whatever the id looks like: %s', async ref => {
    const entity = instanceEntity(instance({ ref }))!;
    for (const policy of policies) {
      expect(await policy.enforce(entity)).toBe(entity);
    }
    expect(() => entityEnvelopeSchemaValidator()(entity)).not.toThrow();
  });

  it.each([
    [
      `instance:os-eu1/${'x'.repeat(80)}1`,
      `instance:os-eu1/${'x'.repeat(80)}2`,
    ],
    ['instance:pve/qemu/101', 'instance:pve/qemu-101'],
    ['instance:os-eu1/A', 'instance:os-eu1/a'],
  ])('tells %s from %s', (one, other) => {
    expect(instanceEntityName(one)?.toLowerCase()).not.toBe(
      instanceEntityName(other)?.toLowerCase(),
    );
  });

  it('belongs to the team and the project, and says which row it is', () => {
    expect(instanceEntity(instance())).toMatchObject({
      kind: 'Resource',
      metadata: {
        annotations: {
          'ironstage.dev/resource-ref': 'instance:os-eu1/1',
          'ironstage.dev/project': 'payments-dev',
          'ironstage.dev/provider': 'os-eu1',
        },
      },
      spec: {
        type: 'infra-instance',
        owner: 'group:default/payments',
        system: 'payments-dev',
      },
    });
  });

  it('does not change with the status, the host or the time it was seen', () => {
    expect(
      instanceEntity(
        instance({
          status: 'stopped',
          host: 'h',
          lastSeenAt: 'later',
          stale: true,
        }),
      ),
    ).toEqual(instanceEntity(instance()));
  });

  it('is not made for rows of nobody, nor for other kinds', () => {
    expect(instanceEntity(instance({ project: null }))).toBeUndefined();
    expect(instanceEntity(instance({ owner: null }))).toBeUndefined();
    expect(instanceEntity(instance({ ref: 'image:os-eu1/1' }))).toBeUndefined();
    expect(instanceEntityName('nonsense')).toBeUndefined();
  });
});

describe('the entity of a project', () => {
  it('is a system of the team that the catalog accepts', async () => {
    const entity = projectEntity(project());
    expect(entity).toMatchObject({
      kind: 'System',
      metadata: {
        name: 'payments-dev',
        annotations: { 'ironstage.dev/project': 'payments-dev' },
      },
      spec: { type: 'infra-project', owner: 'group:default/payments' },
    });
    for (const policy of policies) {
      expect(await policy.enforce(entity)).toBe(entity);
    }
  });

  it('has its own description, or one that says what it is', () => {
    expect(
      projectEntity(project({ description: 'Pays' })).metadata.description,
    ).toBe('Pays');
    expect(projectEntity(project()).metadata.description).toBe(
      'Project for the environment dev',
    );
  });
});
