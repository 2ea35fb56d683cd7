import { newHex } from '../kernel/ids';
import {
  faultKinds,
  objectFaultKinds,
  type Fault,
  type FaultKind,
} from './types';

export interface RequestFacts {
  service: string;
  method: string;
  url: string;
}

const ofObjects: readonly FaultKind[] = objectFaultKinds;

function checked(fault: Fault): Fault & { id: string } {
  if (!faultKinds.includes(fault.kind)) {
    throw new Error(
      `unknown fault kind ${JSON.stringify(fault.kind)}; one of ${faultKinds}`,
    );
  }
  for (const pattern of [fault.path, fault.name]) {
    if (pattern !== undefined) {
      // Throws here, at the switch, rather than on every request.
      RegExp(pattern);
    }
  }
  return { ...fault, id: fault.id ?? newHex().slice(0, 12) };
}

/** The fault switches that are on. */
export class FaultBoard {
  #faults: Array<Fault & { id: string }> = [];

  /** @param random - 0…1, for `probability`; seeded so that drills repeat. */
  constructor(private readonly random: () => number) {}

  list(): Array<Fault & { id: string }> {
    return this.#faults.map(fault => ({ ...fault }));
  }

  /** Replaces all switches. Throws on an unknown kind or a bad pattern. */
  set(faults: Fault[]): void {
    this.#faults = faults.map(checked);
  }

  /** Adds one switch and returns its id. */
  add(fault: Fault): string {
    const added = checked(fault);
    this.#faults.push(added);
    return added.id;
  }

  remove(id: string): boolean {
    const before = this.#faults.length;
    this.#faults = this.#faults.filter(fault => fault.id !== id);
    return this.#faults.length < before;
  }

  clear(): void {
    this.#faults = [];
  }

  /** The faults that strike this request, used up as they are returned. */
  strikeRequest(facts: RequestFacts): Fault[] {
    return this.#strike(
      fault =>
        !ofObjects.includes(fault.kind) &&
        (!fault.service || fault.service === facts.service) &&
        (!fault.method || fault.method === facts.method) &&
        (!fault.path || RegExp(fault.path).test(facts.url)),
    );
  }

  /**
   * The fault that strikes a thing of a service, if any.
   *
   * @param kinds - those that make sense at this moment of the thing's life
   * @param name - of the thing, for the switch's `name`
   */
  strikeObject(
    service: string,
    kinds: readonly FaultKind[],
    name: string,
  ): Fault | undefined {
    return this.#strike(
      fault =>
        kinds.includes(fault.kind) &&
        (!fault.service || fault.service === service) &&
        (!fault.name || RegExp(fault.name).test(name)),
      1,
    )[0];
  }

  /** Whether a lasting state (a node is off) is switched on; uses nothing up. */
  isOn(service: string, kind: FaultKind, name: string): boolean {
    return this.#faults.some(
      fault =>
        fault.kind === kind &&
        (!fault.service || fault.service === service) &&
        (!fault.name || RegExp(fault.name).test(name)),
    );
  }

  #strike(matches: (fault: Fault) => boolean, most = Infinity): Fault[] {
    const struck: Fault[] = [];
    for (const fault of this.#faults) {
      if (struck.length >= most) {
        break;
      }
      if (!matches(fault) || this.random() >= (fault.probability ?? 1)) {
        continue;
      }
      struck.push(fault);
      if (fault.times !== undefined) {
        fault.times -= 1;
      }
    }
    this.#faults = this.#faults.filter(
      fault => fault.times === undefined || fault.times > 0,
    );
    return struck;
  }
}
