/** Letters beyond ASCII share what control characters leave free: two words may look alike, none is overlooked. */
const fold = (code: number) => (code < 128 ? code : 1 + (code % 31));

/** A piece as a small number, which a map finds quickly; two letters are a piece whose third is none. */
const pieceOf = (a: number, b: number, c: number) => (a << 14) | (b << 7) | c;

/** Adds the pieces of a text, of two and of three letters. */
export function addPieces(text: string, to: Set<number>): void {
  let [a, b] = [-1, -1];
  for (let at = 0; at < text.length; at++) {
    const c = fold(text.charCodeAt(at));
    if (b >= 0) {
      to.add(pieceOf(b, c, 0));
    }
    if (a >= 0) {
      to.add(pieceOf(a, b, c));
    }
    [a, b] = [b, c];
  }
}

/** The pieces of words, all of which a text has that has the words; none of a single letter. */
export function piecesOf(words: string[]): number[] {
  const pieces = new Set<number>();
  words.forEach(word => addPieces(word, pieces));
  return [...pieces];
}
