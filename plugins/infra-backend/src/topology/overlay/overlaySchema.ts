import { z } from 'zod';

const name = z
  .string({ error: 'must be a name in text; put numbers in quotes' })
  .trim()
  .min(1)
  .max(100)
  .regex(/^[^\s/:][^/:]*$/, { error: 'must have no "/" and no ":"' });

const count = (max: number) => z.number().int().min(1).max(max);

const names = z
  .array(name)
  .max(100)
  .refine(list => new Set(list).size === list.length, {
    error: 'names something twice',
  });

const where = { unit: count(100), height: count(100).default(1) };

const rackSchema = z.strictObject({
  name,
  site: name,
  room: name.optional(),
  row: name.optional(),
  /** in units */
  height: count(100),
  /** power feeds; whatever is in the rack and names none of its own hangs on all of them */
  feeds: names.default([]),
  /** switches that stand in the rack; machines of the rack that name no ports hang on all of them */
  switches: names.default([]),
  /** what takes up units and is nothing of the inventory */
  equipment: z.array(z.strictObject({ name, ...where })).default([]),
});

const switchSchema = z.strictObject({
  name,
  site: name,
  unit: count(100).optional(),
  height: count(100).default(1),
  feeds: names.optional(),
  /** switches above it, of which one is enough */
  uplinks: names.default([]),
});

const feedSchema = z.strictObject({
  name,
  site: name,
  /** feed that it hangs on itself */
  from: name.optional(),
});

const price = z.strictObject({
  amount: z.number().min(0),
  currency: z.string().regex(/^[A-Z]{3}$/, {
    error: 'must be three capital letters, such as EUR',
  }),
});

/** By what a machine is recognised; several must all be of one. */
const matchSchema = z
  .strictObject({
    name: z.string().min(1),
    serial: z.string().min(1),
    systemUuid: z.string().min(1),
    mac: z.string().min(1),
    bmc: z.string().min(1),
  })
  .partial()
  .refine(match => Object.values(match).some(one => one !== undefined), {
    error: 'must have one of name, serial, systemUuid, mac, bmc',
  });

const machineSchema = z
  .strictObject({
    match: matchSchema,
    /** of its rack when it has one */
    site: name.optional(),
    room: name.optional(),
    rack: name.optional(),
    unit: count(100).optional(),
    height: count(100).default(1),
    ports: z
      .array(
        z.strictObject({ switch: name, port: z.string().max(100).optional() }),
      )
      .max(100)
      .optional(),
    feeds: names.optional(),
    /** what it is for, where no provider says so */
    role: name.optional(),
    purchased: z.iso
      .date({ error: 'must be a date such as 2024-05-31' })
      .optional(),
    price: price.optional(),
    /** entity ref of a team */
    owner: z
      .string()
      .regex(/^(group|user):[^/]+\/[^/]+$/, {
        error: 'must be an entity ref such as group:default/platform',
      })
      .optional(),
  })
  .refine(({ rack, site }) => rack !== undefined || site !== undefined, {
    error: 'must have a rack or a site',
  })
  .refine(({ unit, rack }) => unit === undefined || rack !== undefined, {
    error: 'has a unit and no rack',
    path: ['unit'],
  });

/** The overlay file: what no cloud knows of the machines. */
export const overlaySchema = z.strictObject({
  racks: z.array(rackSchema).default([]),
  switches: z.array(switchSchema).default([]),
  feeds: z.array(feedSchema).default([]),
  machines: z.array(machineSchema).default([]),
});

/** {@inheritDoc overlaySchema} */
export type OverlayFile = z.infer<typeof overlaySchema>;
/** A rack of the overlay. */
export type OverlayRack = OverlayFile['racks'][number];
/** A switch that more is said about than where it stands. */
export type OverlaySwitch = OverlayFile['switches'][number];
/** A power feed that hangs on another one. */
export type OverlayFeed = OverlayFile['feeds'][number];

/** Where something was written. */
export interface Place {
  file: string;
  /** counted from 1 */
  line: number;
}

/** What is said about a machine, and where. */
export type OverlayMachine = OverlayFile['machines'][number] & {
  place: Place;
};

/** All files together, checked. */
export interface Overlay {
  racks: Array<OverlayRack & { place: Place }>;
  switches: Array<OverlaySwitch & { place: Place }>;
  feeds: Array<OverlayFeed & { place: Place }>;
  machines: OverlayMachine[];
}

/** What holds as long as there is no file. */
export const EMPTY_OVERLAY: Overlay = {
  racks: [],
  switches: [],
  feeds: [],
  machines: [],
};

/** Puts what several files say together. */
export function mergeOverlays(parts: readonly Overlay[]): Overlay {
  return {
    racks: parts.flatMap(({ racks }) => racks),
    switches: parts.flatMap(({ switches }) => switches),
    feeds: parts.flatMap(({ feeds }) => feeds),
    machines: parts.flatMap(({ machines }) => machines),
  };
}
