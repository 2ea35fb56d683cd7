import type { Problem } from '@ironstage/plugin-infra-common';
import type { ProviderRegistry } from '../providers/ProviderRegistry';
import type { Requester } from './OperationDefinition';

/**
 * What keeps a request from a provider at which people do not help themselves (`selfService: false` of its
 * configuration): there the SREs do what is to be done.
 */
export function selfServiceProblems(
  provider: string | null | undefined,
  requester: Requester,
  providers: ProviderRegistry,
): Problem[] {
  const found = provider ? providers.find(provider) : undefined;
  if (!found || found.selfService !== false || requester.mayManageAll) {
    return [];
  }
  return [
    {
      field: null,
      message: `${found.title} is operated by the SREs alone: ask them, or take another provider.`,
      class: 'policy',
    },
  ];
}
