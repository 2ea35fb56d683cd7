export { layoutModule } from './layoutModule';
export { WithOwnMain } from './PortalPageLayout';
