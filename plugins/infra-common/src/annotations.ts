/** Resource ref of the inventory row an entity stands for. @public */
export const ANNOTATION_RESOURCE_REF = 'ironstage.dev/resource-ref';
/** Name of the portal project an entity stands for or belongs to. @public */
export const ANNOTATION_PROJECT = 'ironstage.dev/project';
/** Id of the provider an entity comes from. @public */
export const ANNOTATION_PROVIDER = 'ironstage.dev/provider';
/** `spec.type` of entities that stand for an instance. @public */
export const ENTITY_TYPE_INSTANCE = 'infra-instance';
/** `spec.type` of entities that stand for a project. @public */
export const ENTITY_TYPE_PROJECT = 'infra-project';
