/** The project id in the path is optional, as with a recent Cinder. */
export const PREFIX = '/v3/:project([0-9a-f]{32})?';
