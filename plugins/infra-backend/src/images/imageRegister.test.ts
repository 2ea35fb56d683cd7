import { DEFAULT_IMAGE_RULES } from '@ironstage/plugin-infra-common';
import fc from 'fast-check';
import { imageRegister } from './imageRegister';
import type { ImageCopy, ImageUse } from './ImageStore';

const NOW = Date.parse('2026-06-01T00:00:00Z');
const OWN = { project: 'shop-dev', owner: 'group:default/shop' };

const copy = (name: string, changes: Partial<ImageCopy> = {}): ImageCopy => ({
  ref: `image:${changes.provider ?? 'os-1'}/${name}`,
  provider: 'os-1',
  externalId: `id-of-${name}`,
  name,
  status: 'active',
  createdAt: null,
  ...changes,
});

const use = (image: string, changes: Partial<ImageUse> = {}): ImageUse => ({
  provider: 'os-1',
  image,
  kind: 'instance',
  count: 1,
  ...OWN,
  ...changes,
});

const registerOf = (
  copies: ImageCopy[],
  uses: ImageUse[] = [],
  rules = DEFAULT_IMAGE_RULES,
) => imageRegister({ copies, uses, rules, now: NOW });

describe('the register of images', () => {
  it('puts the copies of all clouds together, the newest first', () => {
    const { families, others } = registerOf([
      copy('eu-baseos-2026.02'),
      copy('eu-baseos-2025.10'),
      copy('eu-baseos-2026.02', { provider: 'pve-1' }),
      copy('custom/eu-baseos-2025.10', { provider: 'maas-1' }),
      copy('eu-gpu-2026.01'),
      copy('ubuntu/jammy', { provider: 'maas-1' }),
    ]);
    expect(
      families.map(({ family, versions }) => [
        family,
        ...versions.map(one => [
          one.name,
          one.state,
          one.copies.map(({ provider }) => provider),
        ]),
      ]),
    ).toEqual([
      [
        'eu-baseos',
        ['eu-baseos-2026.02', 'newest', ['os-1', 'pve-1']],
        ['eu-baseos-2025.10', 'superseded', ['os-1', 'maas-1']],
      ],
      ['eu-gpu', ['eu-gpu-2026.01', 'newest', ['os-1']]],
    ]);
    expect(others.map(({ name }) => name)).toEqual(['ubuntu/jammy']);
  });

  it('names the clouds that have only older ones', () => {
    const { families } = registerOf([
      copy('eu-baseos-2026.02'),
      copy('eu-baseos-2025.10', { provider: 'pve-1' }),
      copy('eu-baseos-2025.10'),
    ]);
    expect(families[0].versions.map(({ missingAt }) => missingAt)).toEqual([
      ['pve-1'],
      [],
    ]);
  });

  it('goes by when the first cloud got it, else by what the version says', () => {
    const [told, said] = registerOf([
      copy('eu-a1-2026.02', { createdAt: '2026-03-03T00:00:00.000Z' }),
      copy('eu-a1-2026.02', {
        provider: 'pve-1',
        createdAt: '2026-05-03T00:00:00.000Z',
      }),
      copy('eu-b1-2026.02'),
    ]).families.map(({ versions }) => versions[0]);
    expect(told).toMatchObject({
      publishedAt: '2026-03-03T00:00:00.000Z',
      ageDays: 90,
    });
    expect(said).toMatchObject({
      publishedAt: '2026-02-01T00:00:00.000Z',
      ageDays: 120,
    });
  });

  it('calls an image too old when the rules say so, even the newest of its family', () => {
    const rules = { ...DEFAULT_IMAGE_RULES, maxAgeDays: 119 };
    const [{ versions }] = registerOf(
      [copy('eu-b1-2026.02')],
      [],
      rules,
    ).families;
    expect(versions[0].state).toBe('too-old');
    const exactly = { ...rules, maxAgeDays: 120 };
    expect(
      registerOf([copy('eu-b1-2026.02')], [], exactly).families[0].versions[0]
        .state,
    ).toBe('newest');
  });

  it('keeps what is still run and no cloud has any more', () => {
    const { families, others } = registerOf(
      [copy('eu-baseos-2026.02')],
      [use('eu-baseos-2024.01'), use('8f14-e45f')],
    );
    expect(families[0].versions).toMatchObject([
      { name: 'eu-baseos-2026.02', state: 'newest', instances: 0 },
      { name: 'eu-baseos-2024.01', state: 'gone', instances: 1, copies: [] },
    ]);
    expect(others).toMatchObject([
      { name: '8f14-e45f', state: 'gone', instances: 1 },
    ]);
  });

  it('counts who runs it, by name or by id, over all clouds', () => {
    const [{ versions }] = registerOf(
      [
        copy('eu-baseos-2026.02'),
        copy('custom/eu-baseos-2026.02', { provider: 'maas-1' }),
      ],
      [
        use('id-of-eu-baseos-2026.02', { count: 3 }),
        use('eu-baseos-2026.02', { count: 2 }),
        use('custom/eu-baseos-2026.02', {
          provider: 'maas-1',
          kind: 'machine',
        }),
        use('eu-baseos-2026.02', { count: 9, project: null, owner: null }),
      ],
    ).families;
    expect(versions[0]).toMatchObject({
      instances: 14,
      machines: 1,
      users: [
        { project: null, owner: null, instances: 9, machines: 0 },
        { ...OWN, instances: 5, machines: 1 },
      ],
      moreUsers: 0,
    });
  });

  it('names twenty users and counts the others', () => {
    const uses = Array.from({ length: 23 }, (_, n) =>
      use('eu-baseos-2026.02', { project: `p-${n}`, count: n + 1 }),
    );
    const [{ versions }] = registerOf(
      [copy('eu-baseos-2026.02')],
      uses,
    ).families;
    expect(versions[0]).toMatchObject({ instances: 276, moreUsers: 3 });
    expect(versions[0].users).toHaveLength(20);
    expect(versions[0].users[0].project).toBe('p-22');
  });

  it('loses no copy and no use, whatever they are called', () => {
    const name = fc.oneof(
      fc.constantFrom('eu-a1-2025.01', 'eu-a1-2025.02', 'custom/eu-a1-2025.01'),
      fc.string(),
    );
    const provider = fc.constantFrom('p-1', 'p-2');
    const copies = fc.uniqueArray(
      fc.record({ name, provider }).map(one =>
        copy(one.name, {
          provider: one.provider,
          externalId: one.name,
          ref: `image:${one.provider}/${one.name}`,
        }),
      ),
      { selector: ({ ref }) => ref },
    );
    const uses = fc.array(
      fc
        .record({ name, provider, count: fc.integer({ min: 1, max: 9 }) })
        .map(one => use(one.name, one)),
    );
    fc.assert(
      fc.property(copies, uses, (there, run) => {
        const { families, others } = registerOf(there, run);
        const all = [...families.flatMap(one => one.versions), ...others];
        expect(
          all.flatMap(one => one.copies.map(({ ref }) => ref)).sort(),
        ).toEqual(there.map(({ ref }) => ref).sort());
        expect(all.reduce((n, one) => n + one.instances, 0)).toBe(
          run.reduce((n, { count }) => n + count, 0),
        );
        for (const { versions } of families) {
          expect(
            versions.filter(({ state }) => state === 'newest').length,
          ).toBeLessThan(2);
        }
      }),
    );
  });
});
