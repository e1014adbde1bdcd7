/** What a rig may measure. The unit of each is `READING_UNITS`. */
export type ReadingOf = keyof typeof READING_UNITS;

/** Name and unit (UCUM-like, as in reports) of what can be measured. */
export const READING_UNITS = {
  /** Voltage of the supply rail, or of the cell under its present load. */
  rail: 'V',
  /** Current from the supply. */
  current: 'A',
  /** Temperature of the case, by the chamber's sensor or the model. */
  temperature: '°C',
  /** Fob clock minus world time, by GetStatus or the model. */
  drift: 's',
  /** Charge left, as the fob tells it. */
  battery: '%',
  /** How long the fob's chip has been up. */
  uptime: 's',
  /** How often the chip came out of a reset. */
  resets: '1',
  /** How often the button was pushed, as the fob counts. */
  presses: '1',
  /** Whether the hub port, or the cell's relay, is closed: 1 or 0. */
  'port-power': '1',
} as const;

/** One value that an instrument took. */
export interface Reading {
  readonly of: ReadingOf;
  readonly value: number;
  /** As in `READING_UNITS`. */
  readonly unit: string;
  /** Who measured: `supply psu1 (KEYSIGHT,E36312A,MY59001234,1.0)`, `GetStatus`, `model`. */
  readonly instrument: string;
  /** World time of the measurement, unix milliseconds. */
  readonly unixMs: number;
}
