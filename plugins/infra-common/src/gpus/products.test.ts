import { parseGpuModel } from './gpuModel';
import { pciDevice } from './pciDevice';
import { GPU_PRODUCTS } from './products';

const groupBy = <T>(items: readonly T[], key: (item: T) => string) =>
  [...new Set(items.map(key))].map(k => items.filter(item => key(item) === k));

it('spells every id in lower case and lists it once', () => {
  const ids = GPU_PRODUCTS.map(product => product.id);
  expect(ids.filter(id => !/^[0-9a-f]{4}:[0-9a-f]{4}$/.test(id))).toEqual([]);
  expect(ids).toHaveLength(new Set(ids).size);
});

it('names every model as a slug, a slice after its card', () => {
  const slug = /^(nvidia|amd|intel)-[a-z0-9]+(-[a-z0-9]+)*(\/[a-z0-9-]+)?$/;
  expect(
    GPU_PRODUCTS.map(product => product.model).filter(
      model => !slug.test(model),
    ),
  ).toEqual([]);
});

it('gives a model one title, one memory size and one form under all its ids', () => {
  const facts = groupBy(GPU_PRODUCTS, product => product.model).map(
    products =>
      new Set(products.map(({ id: _, ...rest }) => JSON.stringify(rest))).size,
  );
  expect(facts.filter(count => count !== 1)).toEqual([]);
});

it('says in the name of a model the memory that it has', () => {
  const sized = GPU_PRODUCTS.flatMap(({ model, memoryBytes }) => {
    const named = /-(\d+)gb$/.exec(parseGpuModel(model).card)?.[1];
    return named ? [{ model, named, has: `${memoryBytes / 1024 ** 3}` }] : [];
  });
  expect(sized.length).toBeGreaterThan(20);
  expect(sized.filter(({ named, has }) => named !== has)).toEqual([]);
});

it('knows the card of every slice', () => {
  const models = new Set(GPU_PRODUCTS.map(product => product.model));
  const cards = GPU_PRODUCTS.map(product => parseGpuModel(product.model).card);
  expect(cards.filter(card => !models.has(card))).toEqual([]);
});

it.each(GPU_PRODUCTS.map(product => [product.id, product]))(
  'finds %s by its id',
  (id, product) => {
    expect(pciDevice(id)).toEqual({
      kind: 'gpu',
      model: product.model,
      product,
    });
  },
);
