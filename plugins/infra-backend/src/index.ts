/**
 * Inventory, capacity, projects, operations and governance of Ironstage.
 *
 * @packageDocumentation
 */
export { infraPlugin as default } from './plugin';
export {
  createInfraOperationConditionalDecision,
  createInfraProjectConditionalDecision,
  createInfraResourceConditionalDecision,
  infraOperationConditions,
  infraProjectConditions,
  infraResourceConditions,
} from './permissions/rules';
