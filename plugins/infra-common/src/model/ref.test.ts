import { formatResourceRef, parseResourceRef, RESOURCE_KINDS } from './ref';

describe('resource refs', () => {
  it.each(RESOURCE_KINDS)('of a %s can be written and read', kind => {
    const parts = { kind, provider: 'os-eu1', externalId: '4f/a:1' };
    expect(formatResourceRef(parts)).toBe(`${kind}:os-eu1/4f/a:1`);
    expect(parseResourceRef(formatResourceRef(parts))).toEqual(parts);
  });

  it.each([
    '',
    'instance',
    'instance:os-eu1',
    'instance:os-eu1/',
    'instance:/1',
    'tree:os-eu1/1',
    'instance:os:eu1/1',
    'Instance:os-eu1/1',
    ' instance:os-eu1/1',
  ])('are not made of %j', text => {
    expect(parseResourceRef(text)).toBeUndefined();
  });
});
