/** The model that the devices of a PCI resource mapping count as. */
export function modelOf(
  mapping: string,
  models: Readonly<Record<string, string>>,
): string {
  return models[mapping] ?? mapping.toLowerCase();
}
