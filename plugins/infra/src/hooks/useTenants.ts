import { useInfraClient } from './useInfraClient';
import { useOperationSignal } from './useOperationSignal';
import { useQuery } from './useQuery';

/** Tenants of the clouds that no project stands for, one page of them. */
export function useTenants(page: { limit: number; offset: number }) {
  const client = useInfraClient();
  const result = useQuery(JSON.stringify(page), signal =>
    client.listTenants(page, { signal }),
  );
  useOperationSignal(result.refresh);
  return result;
}
