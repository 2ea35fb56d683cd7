/** What samples are of: a class of resource in a part of the estate. */
export interface SeriesKey {
  /** `vcpus`, `memoryBytes`, `storageBytes`, `machines` or `gpus.<model>` */
  class: string;
  provider: string;
  /** '' for none, as are the others */
  site: string;
  zone: string;
  /** of machines */
  role: string;
}

/** Amounts at a moment, whole numbers in the unit of the class. */
export interface Amounts {
  total: number;
  deliverable: number;
  granted: number;
  allocated: number;
  /** what is measured or known to be in use; null where nobody measures */
  used: number | null;
}

/** A series with its amounts at one moment. */
export interface Sample extends SeriesKey, Amounts {}

/** Which series are looked at. */
export interface SeriesFilter {
  class: string;
  provider?: string[];
  site?: string[];
  zone?: string[];
  role?: string[];
}

/** Amounts over time; fractions where moments were put together. */
export interface HistoryPoint extends Amounts {
  /** seconds since 1970, the beginning of what the point stands for */
  at: number;
}

const MIB = 2 ** 20;

/** How many bytes or pieces one of a class counts as in the tables. */
export function unitOf(name: string): number {
  return name === 'memoryBytes' || name === 'storageBytes' ? MIB : 1;
}
