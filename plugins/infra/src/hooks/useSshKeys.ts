import { useInfraClient } from './useInfraClient';
import { useQuery } from './useQuery';

/** Public SSH keys the signed-in user used before. */
export function useSshKeys() {
  const client = useInfraClient();
  return useQuery('ssh-keys', signal => client.listSshKeys({ signal }));
}
