/** Names of the teams among the entity refs that somebody owns things through, in lower case. */
export const teamNames = (ownership: string[]): string[] =>
  ownership
    .map(ref => ref.toLowerCase())
    .filter(ref => ref.startsWith('group:'))
    .map(ref => ref.slice(ref.indexOf('/') + 1));
