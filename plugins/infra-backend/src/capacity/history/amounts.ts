/** Columns of a sample. */
export const AMOUNTS = [
  'total',
  'deliverable',
  'granted',
  'allocated',
  'used',
] as const;

/** Null unless every part has some: a sum of what is known would pass for all of it. */
export const sumIfKnown = (column: string) =>
  `case when count(${column}) = count(*) then sum(${column}) end`;
