/** A station's hold of a lot, until it is ended or nobody renews it in time. */
export interface StationRun {
  readonly id: string;
  readonly station: string;
  readonly lot: string;
  /** One more than that of the run before at this station. */
  readonly fence: number;
}
