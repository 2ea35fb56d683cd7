import type {
  BornInstance,
  InstanceDates,
} from '../../inventory/InstanceDates';
import type { KnexSampleStore, StoredSample } from './KnexSampleStore';
import { unitOf, type Sample } from './Sample';
import { DAY, floorTo, HOUR, RAW } from './steps';

/** Hours between two moments of the older past: what people look at over months is not finer. */
const COARSE = 6 * HOUR;
const FINE_SECONDS = 7 * DAY;
const RAW_SECONDS = DAY;

/** Before when the samples of a provider were worked out. */
export const reconstructedMark = (provider: string) =>
  `reconstructed.${provider}`;

/**
 * Works out what was allocated before the portal was there, of what instances are there now and when they were made.
 * What was deleted before is unknown, so the past looks emptier than it was; only the embedded estate, in which
 * nothing was ever deleted, may claim it (docs/decisions/018-capacity-over-time.md).
 */
export class Reconstruction {
  constructor(
    private readonly instances: InstanceDates,
    private readonly samples: KnexSampleStore,
    private readonly days: number,
  ) {}

  /**
   * @param now - when the samples were taken, in seconds since 1970
   * @param taken - first samples of providers
   */
  async run(now: number, taken: Sample[], signal?: AbortSignal): Promise<void> {
    const providers = new Set(taken.map(({ provider }) => provider));
    for (const provider of providers) {
      signal?.throwIfAborted();
      const since = floorTo(DAY, now - this.days * DAY);
      const born = await this.instances.bornAfter(
        provider,
        new Date(since * 1000),
      );
      const own = taken.filter(one => one.provider === provider);
      const ids = await this.samples.series.idsOf(own);
      for (const [index, sample] of own.entries()) {
        await this.samples.addStored(
          past(sample, ids[index], eventsOf(sample, born), { since, now }),
        );
      }
      await this.samples.marks.set(reconstructedMark(provider), now);
    }
    if (providers.size > 0) {
      await this.samples.settling.again();
    }
  }
}

interface Birth {
  at: number;
  amount: number;
}

function amountOf(name: string, { vector }: BornInstance): number {
  return name.startsWith('gpus.')
    ? vector.gpus[name.slice('gpus.'.length)] ?? 0
    : { ...vector }[name as 'vcpus' | 'memoryBytes' | 'storageBytes'] ?? 0;
}

/** What came to a series, the latest first, in its unit. */
function eventsOf(sample: Sample, born: BornInstance[]): Birth[] {
  if (sample.class === 'machines') {
    return [];
  }
  return born
    .filter(one => (one.zone ?? '') === sample.zone)
    .map(one => ({
      at: one.bornAt.getTime() / 1000,
      amount: amountOf(sample.class, one) / unitOf(sample.class),
    }))
    .filter(({ amount }) => amount > 0)
    .sort((a, b) => b.at - a.at);
}

/** Moments before now, the latest first: every five minutes of a day, every hour of a week, every six hours of the rest. */
function* moments(since: number, now: number) {
  const rawSince = floorTo(HOUR, now - RAW_SECONDS);
  const fineSince = floorTo(COARSE, now - FINE_SECONDS);
  for (let at = now - RAW; at >= Math.max(rawSince, since); at -= RAW) {
    yield { step: RAW, at };
  }
  for (let at = rawSince - HOUR; at >= Math.max(fineSince, since); at -= HOUR) {
    yield { step: HOUR, at };
  }
  for (let at = fineSince - COARSE; at >= since; at -= COARSE) {
    yield { step: HOUR, at };
  }
}

function past(
  sample: Sample,
  seriesId: number,
  births: Birth[],
  { since, now }: { since: number; now: number },
): StoredSample[] {
  const rows: StoredSample[] = [];
  let { allocated } = sample;
  let next = 0;
  for (const moment of moments(since, now)) {
    while (next < births.length && births[next].at > moment.at) {
      allocated -= births[next].amount;
      next += 1;
    }
    rows.push({
      seriesId,
      ...moment,
      total: sample.total,
      deliverable: sample.deliverable,
      granted: sample.granted,
      allocated: Math.max(0, Math.round(allocated)),
      used: sample.used,
    });
  }
  return rows;
}
