/** How a controller keeps what is asked of it, once it was told how it counts. */
export interface ChamberMap {
  /** For reports: `Watlow F4, 1 decimal, °C`. */
  readonly text: string;
  /** Temperature of the air, °C. */
  actual(): Promise<number>;
  setPoint(): Promise<number>;
  setSetPoint(celsius: number): Promise<void>;
  /** No profile and no ramp runs, so that a set point stays. */
  standStill(): Promise<void>;
  /** The finest step of its numbers, in kelvins. */
  readonly step: number;
}
