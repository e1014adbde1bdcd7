/**
 * What can be done to a fob from outside, by a hand or by instruments: the vocabulary of the
 * control channel of an emulated fob, and of a bench rig around a real one.
 */
export type RigAction =
  /** A finger pushes the button and lifts, after 150 ms when absent. */
  | { readonly action: 'press'; readonly milliseconds?: number }
  /** A finger stays on the button, for `seconds` or until `release`. */
  | { readonly action: 'hold'; readonly seconds?: number }
  | { readonly action: 'release' }
  /** Leaves this much of its rated charge in the cell: 0 to 100. */
  | { readonly action: 'battery'; readonly percent: number }
  /** Takes the cell out, or puts it (or a fresh one) in. */
  | { readonly action: 'cell'; readonly present: boolean; readonly fresh?: boolean }
  /**
   * Feeds the fob from a supply in place of its cell, in millivolts: 0 to 6000. With `seconds` the
   * voltage goes there steadily in that time. Absent voltage: the cell feeds it again.
   */
  | { readonly action: 'supply'; readonly millivolts?: number; readonly seconds?: number }
  /** Temperature of the case, −40 to 125 °C. */
  | { readonly action: 'temperature'; readonly celsius: number }
  /** A further error of the crystal beside its own, in parts per million; positive is fast. */
  | { readonly action: 'crystal'; readonly driftPpm: number }
  /** Lets world time pass without waiting. Only an emulated rig can. */
  | { readonly action: 'advance'; readonly seconds: number }
  | { readonly action: 'unplug' }
  | { readonly action: 'replug' };

export type RigActionName = RigAction['action'];
