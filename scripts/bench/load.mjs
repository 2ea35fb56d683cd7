import { setTimeout as sleep } from 'node:timers/promises';

/** What a part of all took at most, in milliseconds. */
export function percentile(times, part) {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[
    Math.min(sorted.length - 1, Math.ceil(sorted.length * part) - 1)
  ];
}

/** @param again - a portal that is busy is asked once more, as pages do; the time counts as one */
async function ask(baseUrl, token, path, again = true) {
  const response = await fetch(`${baseUrl}/api/infra${path}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const text = await response.text();
  if (response.status === 503 && again) {
    await ask(baseUrl, token, path, false);
    return;
  }
  if (!response.ok) {
    throw new Error(
      `${path} answered ${response.status}: ${text.slice(0, 300)}`,
    );
  }
}

/**
 * Asks one after the other, each path so many times: what an answer costs, whatever else the machine does.
 *
 * @returns milliseconds of each answer
 */
export async function askInTurn({ baseUrl, token, paths, times }) {
  const took = [];
  for (let round = 0; round < times; round++) {
    for (const path of paths) {
      const startedAt = performance.now();
      await ask(baseUrl, token, path);
      took.push(performance.now() - startedAt);
    }
  }
  return took;
}

/**
 * Asks at a steady rate, whether or not earlier questions have been answered: who waits is not asked less. Each time
 * counts from when the question was due.
 *
 * @param paths - taken in turn
 * @returns milliseconds of each answer
 */
export async function load({ baseUrl, token, paths, perSecond, seconds }) {
  const times = [];
  const open = new Set();
  const startedAt = performance.now();
  const count = Math.round(perSecond * seconds);
  for (let index = 0; index < count; index++) {
    const due = startedAt + (index * 1000) / perSecond;
    const wait = due - performance.now();
    if (wait > 0) {
      await sleep(wait);
    }
    const work = ask(baseUrl, token, paths[index % paths.length])
      .then(() => times.push(performance.now() - due))
      .finally(() => open.delete(work));
    open.add(work);
  }
  await Promise.all(open);
  return times;
}
