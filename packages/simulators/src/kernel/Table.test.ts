import { Table, type Row } from './Table';

interface Item extends Row {
  colour?: string;
}

describe('Table', () => {
  const table = () => new Table<Item, 'colour'>({ colour: row => row.colour });
  const ids = (rows: readonly Row[]) => rows.map(row => row.id);

  it('keeps an index in order of insertion while rows change their key', () => {
    const items = table();
    const a = items.insert({ id: 'a', colour: 'red' });
    items.insert({ id: 'b', colour: 'blue' });
    items.insert({ id: 'c', colour: 'red' });
    items.update(a, { colour: 'blue' });
    expect(ids(items.by('colour', 'blue'))).toEqual(['a', 'b']);
    expect(ids(items.by('colour', 'red'))).toEqual(['c']);
    items.update(a, { colour: undefined });
    expect(ids(items.by('colour', 'blue'))).toEqual(['b']);
    items.delete('b');
    expect(ids(items.by('colour', 'blue'))).toEqual([]);
    expect(ids(items.all())).toEqual(['a', 'c']);
  });

  it('refuses an id twice and never reuses a sequence number', () => {
    const items = table();
    const first = items.insert({ id: 'a' });
    expect(() => items.insert({ id: 'a' })).toThrow('duplicate id a');
    items.delete('a');
    expect(items.insert({ id: 'a' }).seq).toBeGreaterThan(first.seq);
  });

  it('loads what it dumped', () => {
    const items = table();
    items.insert({ id: 'a', colour: 'red' });
    items.insert({ id: 'b', colour: 'red' });
    const copy = table();
    copy.load(JSON.parse(JSON.stringify(items.all())));
    expect(ids(copy.by('colour', 'red'))).toEqual(['a', 'b']);
    expect(copy.insert({ id: 'c' }).seq).toBe(3);
  });
});
