import { z } from 'zod';

/**
 * Kinds of rows the inventory holds.
 * @public
 */
export const RESOURCE_KINDS = [
  'machine',
  'hypervisor',
  'instance',
  'project',
  'flavor',
  'image',
  'network',
  'storage',
  'volume',
] as const;

/** {@inheritDoc RESOURCE_KINDS} @public */
export const resourceKindSchema = z.enum(RESOURCE_KINDS);

/** {@inheritDoc RESOURCE_KINDS} @public */
export type ResourceKind = z.infer<typeof resourceKindSchema>;

/** The parts of a resource ref `kind:provider/externalId`. @public */
export interface ResourceRefParts {
  kind: ResourceKind;
  /** id of the configured provider */
  provider: string;
  /** the id the provider gives the object; may contain slashes */
  externalId: string;
}

/** Writes a resource ref, stable across renames and migrations. @public */
export function formatResourceRef(parts: ResourceRefParts): string {
  return `${parts.kind}:${parts.provider}/${parts.externalId}`;
}

/**
 * Reads a resource ref.
 *
 * @returns undefined when the text is not `kind:provider/externalId` with a known kind
 * @public
 */
export function parseResourceRef(ref: string): ResourceRefParts | undefined {
  const match = /^([a-z]+):([^/:]+)\/(.+)$/.exec(ref);
  const kind = resourceKindSchema.safeParse(match?.[1]);
  if (!match || !kind.success) {
    return undefined;
  }
  return { kind: kind.data, provider: match[2], externalId: match[3] };
}
