/** A fact of a resource as text: lists are joined, objects become `key: value` pairs. */
export function describeAttribute(value: unknown): string {
  if (value === null || value === undefined) {
    return '';
  }
  if (typeof value === 'boolean') {
    return value ? 'yes' : 'no';
  }
  if (Array.isArray(value)) {
    return value.map(describeAttribute).filter(Boolean).join(', ');
  }
  if (typeof value === 'object') {
    return Object.entries(value)
      .map(([key, part]) => `${key}: ${describeAttribute(part)}`)
      .join('; ');
  }
  return String(value);
}

/** The addresses of an instance, as text; empty when it has none. */
export function addressesOf(attributes: Record<string, unknown>): string {
  const { addresses } = attributes;
  if (!Array.isArray(addresses)) {
    return describeAttribute(addresses);
  }
  return addresses
    .map(entry =>
      entry && typeof entry === 'object' && 'address' in entry
        ? describeAttribute(entry.address)
        : describeAttribute(entry),
    )
    .filter(Boolean)
    .join(', ');
}
