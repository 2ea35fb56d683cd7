export { ExtendLeaseButton, isDeleted } from './ExtendLeaseButton';
export { ResourceActions } from './ResourceActions';
export { useOperationCheck } from './useOperationCheck';
