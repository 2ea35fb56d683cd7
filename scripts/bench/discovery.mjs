import { percentile } from './load.mjs';

/** How often a list that has not changed is asked for. */
const TIMES = 9;

/**
 * Reads the targets of the whole estate as a Prometheus does.
 *
 * @returns milliseconds of the first list, which has to be made, and the median of those after it; how many targets
 */
export async function measureDiscovery({ baseUrl, token }) {
  const api = `${baseUrl}/api/infra/v1/monitoring`;
  const made = await fetch(`${api}/tokens`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await token('SRE')}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ scope: 'estate', name: 'Bench' }),
  });
  if (!made.ok) {
    throw new Error(`Making a token answered ${made.status}`);
  }
  const { secret } = await made.json();
  const ask = async () => {
    const startedAt = performance.now();
    const response = await fetch(`${api}/targets/estate`, {
      headers: { authorization: `Bearer ${secret}` },
    });
    if (!response.ok) {
      throw new Error(`The targets answered ${response.status}`);
    }
    const text = await response.text();
    return { ms: performance.now() - startedAt, text };
  };
  const first = await ask();
  const again = [];
  for (let n = 0; n < TIMES; n++) {
    again.push((await ask()).ms);
  }
  return {
    first: first.ms,
    again: percentile(again, 0.5),
    targets: JSON.parse(first.text).length,
  };
}
