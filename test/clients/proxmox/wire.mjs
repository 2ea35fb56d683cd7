import assert from 'node:assert/strict';

/** What one cluster of an estate has answered so far. */
async function wireOf(estate, cluster) {
  const { requests, proxmox } = await estate.stats();
  return {
    refusals: Object.keys(proxmox[cluster].refusals),
    requests: requests
      .filter(one => one.service === cluster)
      .map(one => `${one.method} ${one.path}`),
  };
}

/**
 * Looks at what went over the wire, which stays the same however a client words it.
 *
 * @param expected.requests - `POST /nodes/{node}/qemu/{vmid}/clone`, each made at least once
 * @param expected.refusals - expressions for `METHOD /template STATUS REASON`, each met at least once
 */
export async function assertWire(estate, cluster, expected) {
  const seen = await wireOf(estate, cluster);
  for (const request of expected.requests) {
    assert.ok(
      seen.requests.includes(request),
      `${request} was not made:\n${seen.requests.join('\n')}`,
    );
  }
  for (const refusal of expected.refusals) {
    assert.ok(
      seen.refusals.some(words => refusal.test(words)),
      `${refusal} was not answered:\n${seen.refusals.join('\n')}`,
    );
  }
}
