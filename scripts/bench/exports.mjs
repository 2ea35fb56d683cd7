import { residentMiB } from './portal.mjs';

/**
 * Reads the whole inventory of a portal as CSV.
 *
 * @returns how long it took in milliseconds, lines, and how much memory the portal had at most beyond what it had before
 */
export async function measureExport({ baseUrl, pid, token }) {
  const authorization = `Bearer ${await token('SRE')}`;
  const before = residentMiB(pid);
  let most = before;
  const startedAt = performance.now();
  const response = await fetch(`${baseUrl}/api/infra/v1/resources/export`, {
    headers: { authorization },
  });
  if (!response.ok) {
    throw new Error(`The export answered ${response.status}`);
  }
  let lines = 0;
  for await (const part of response.body) {
    for (let at = part.indexOf(10); at >= 0; at = part.indexOf(10, at + 1)) {
      lines++;
    }
    most = Math.max(most, residentMiB(pid));
  }
  return {
    ms: performance.now() - startedAt,
    rows: lines - 1,
    memoryMiB: most - before,
  };
}
