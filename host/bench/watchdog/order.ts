import * as v from 'valibot';

/** What a watchdog is told when it starts: enough to make everything safe by itself. */
export const watchdogOrder = v.strictObject({
  run: v.string(),
  /** Text and path of the bench file, as the run read it. */
  text: v.string(),
  file: v.string(),
  /** The leases of the run. */
  leases: v.strictObject({ path: v.string(), fences: v.record(v.string(), v.number()) }),
  /** Ports that the run uses. */
  ports: v.array(v.string()),
  /** How hub ports were found: `hub1 2`. */
  hubs: v.record(v.string(), v.boolean()),
  /** Without a heartbeat for so long the run is dead, or as good as. */
  silenceMs: v.number(),
  /** A line of JSON is put there for each time it had to act. */
  logFile: v.string(),
});
export type WatchdogOrder = v.InferOutput<typeof watchdogOrder>;

/** A line on the watchdog's standard input. */
export const watchdogLine = v.variant('say', [
  v.strictObject({ say: v.literal('guard'), order: watchdogOrder }),
  v.strictObject({ say: v.literal('beat') }),
  /** Everything is safe, and the leases are released: it may end. */
  v.strictObject({ say: v.literal('bye') }),
]);
export type WatchdogLine = v.InferOutput<typeof watchdogLine>;

/** What it answers, one line each. */
export const WATCHDOG_READY = 'ready';

/** The longest line: a bench file and a little. */
export const MOST_LINE = 2_000_000;
