export { ExtendLeaseButton } from './ExtendLeaseButton';
export { InstanceActions } from './InstanceActions';
