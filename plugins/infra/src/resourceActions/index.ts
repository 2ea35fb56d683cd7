export { ExtendLeaseButton } from './ExtendLeaseButton';
export { ResourceActions } from './ResourceActions';
