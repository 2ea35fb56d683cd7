import { useInfraClient } from './useInfraClient';
import { useQuery } from './useQuery';

const POLL_MS = 60_000;

/** The register of golden images. */
export function useImages() {
  const client = useInfraClient();
  return useQuery('images', signal => client.getImages({ signal }), {
    pollMs: () => POLL_MS,
  });
}
