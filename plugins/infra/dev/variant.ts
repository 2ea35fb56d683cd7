/** Kinds of estates to look at. */
export const VARIANTS = ['many', 'none', 'stale', 'error'] as const;

/** {@inheritDoc VARIANTS} */
export type Variant = (typeof VARIANTS)[number];
