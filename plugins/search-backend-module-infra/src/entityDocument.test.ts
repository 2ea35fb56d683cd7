import { entityDocument } from './entityDocument';

const entity = (kind: string, metadata: object, spec: object) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name: 'dana', ...metadata },
  spec,
});

describe('entityDocument', () => {
  it('calls people and teams by their names, and still finds them by their ids', () => {
    const dana = entity(
      'User',
      {},
      { profile: { displayName: 'Dana Okafor', email: 'dana@example.com' } },
    );
    expect(entityDocument(dana)).toMatchObject({
      title: 'Dana Okafor',
      text: 'dana · dana@example.com',
    });
  });

  it('keeps the title of what has one, and the name of what has none', () => {
    const vm = entity('Resource', { name: 'os-1', title: 'web-1' }, {});
    expect(entityDocument(vm)).toMatchObject({ title: 'web-1', text: '' });
    expect(entityDocument(entity('System', {}, {})).title).toBe('dana');
  });
});
