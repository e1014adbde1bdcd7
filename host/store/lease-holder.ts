/** What is leased: an instrument of a bench, by an address that all benches write alike. */
export interface LeasedThing {
  readonly key: string;
  /** As people call it: `psu1`. */
  readonly label: string;
}

/** A process that keeps a lease alive. */
export interface LeaseProcess {
  readonly pid: number;
  /** As the kernel counts; with the pid it names a process for good. */
  readonly processStart?: string;
}

/** Who holds a thing. */
export interface LeaseHolder extends LeasedThing {
  readonly run: string;
  readonly processes: readonly LeaseProcess[];
  readonly sinceUnixMs: number;
  readonly expiresUnixMs: number;
  readonly fence: number;
}
