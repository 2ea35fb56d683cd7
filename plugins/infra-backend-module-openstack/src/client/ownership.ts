/** Beginning of the tag that names the operation an object was made for. */
const TAG = 'ironstage-op-';

/** Tag of every project the portal makes, whatever the operation. */
export const MANAGED_TAG = 'ironstage';

/** Key of the operation in a server's metadata, for clouds and tools that don't show tags. */
export const OPERATION_METADATA = 'ironstage-operation';

/** Key of the last action in a server's metadata. */
export const ACTION_METADATA = 'ironstage-action';

/**
 * How an object says which operation made it.
 *
 * The mark must be there from the moment the object is, or a crash in between would leave an object
 * that nobody finds again. Keystone takes tags in the create call; Nova too, from 2.52. Neutron does
 * not, but it does take a description, so there the mark is the description: objects are found by
 * project and name (both derived from the operation's project) and recognised by their description.
 * Filtering by it is left to us, because Neutron ignores filters that it does not know.
 */
export function operationTag(operationId: string): string {
  return `${TAG}${operationId}`;
}

/** True for the mark of some operation. */
export function isOperationTag(text: string): boolean {
  return text.startsWith(TAG);
}

/** The operation named by a list of tags. */
export function operationOfTags(
  tags: readonly string[] | undefined,
): string | undefined {
  return tags?.find(isOperationTag)?.slice(TAG.length);
}
