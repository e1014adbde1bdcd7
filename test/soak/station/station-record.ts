import * as v from 'valibot';

/** What stations on one kind of database went through. */
const kills = v.strictObject({
  lots: v.number(),
  units: v.number(),
  /** Stations that were killed with SIGKILL. */
  kills: v.number(),
  /** Fobs whose power was cut or that were pulled out as their station died. */
  cutWithIt: v.number(),
  pulledWithIt: v.number(),
  /** Fobs that were pulled out, cut off or torn at a step. */
  mishaps: v.number(),
  odd: v.number(),
});

export const stationRecord = v.strictObject({
  /** Of the last run that added to it. */
  date: v.string(),
  machine: v.string(),
  /** Wall seconds of the killing. */
  seconds: v.number(),
  sqlite: kills,
  postgres: kills,
  /** Power cuts of the host: recorded syncs, and different disks that were started from. */
  power: v.strictObject({ syncs: v.number(), disks: v.number() }),
  /** One station that made a big lot, and stations of which one was killed half-way. */
  big: v.array(v.strictObject({ stations: v.number(), fobs: v.number(), seconds: v.number() })),
  /** None, or it is no record. */
  faults: v.array(v.string()),
});

export type StationRecord = v.InferOutput<typeof stationRecord>;
export type KillCounts = v.InferOutput<typeof kills>;
