import { useApi } from '@backstage/core-plugin-api';
import { infraClientApiRef } from '../api/infraClientApi';

/** The REST API of Ironstage. */
export function useInfraClient() {
  return useApi(infraClientApiRef);
}
