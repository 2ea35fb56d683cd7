import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { InfraProvider } from './InfraProvider';

/** Where provider modules hand in their providers. @public */
export interface InfraProvidersExtensionPoint {
  /** @throws Error when another provider has the same id */
  addProvider(...providers: InfraProvider[]): void;
}

/** {@inheritDoc InfraProvidersExtensionPoint} @public */
export const infraProvidersExtensionPoint =
  createExtensionPoint<InfraProvidersExtensionPoint>({
    id: 'infra.providers',
  });
