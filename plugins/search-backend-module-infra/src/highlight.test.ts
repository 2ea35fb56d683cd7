import { highlight } from './highlight';

const tags = { preTag: '[', postTag: ']' };
const marked = (title: string, term: string) =>
  highlight({ title, text: '', location: '' }, term, tags).title;

describe('highlight', () => {
  it.each([
    ['web-1', 'web-1', '[web-1]'],
    ['web-10', 'web-1', '[web-1]0'],
    ['VM of web-1', 'web-1', 'VM of [web-1]'],
    ['Web shop', 'web-1', '[Web] shop'],
    ['10.1.2.3 (eth0)', '10.1.2.3', '[10.1.2.3] (eth0)'],
    ['a.b', 'a.b', '[a.b]'],
  ])('marks in "%s" for "%s": %s', (title, term, expected) => {
    expect(marked(title, term)).toBe(expected);
  });

  it('marks nothing in the middle of a word, and nothing for nothing', () => {
    expect(marked('cobweb', 'web')).toBeUndefined();
    expect(marked('web-1', '  ')).toBeUndefined();
  });
});
