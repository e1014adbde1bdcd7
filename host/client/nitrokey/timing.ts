import type { NitrokeyModel } from '@fobkit/protocol';

/** How a token is asked whether it is done. */
export interface NitrokeyTiming {
  /** Time before the first look, and between two, in milliseconds. */
  readonly pollMs: number;
  /** Looks at a token that is not busy and has not answered. */
  readonly polls: number;
  /** How long a token may be busy in all: its smart card is slow, in milliseconds. */
  readonly busyMs: number;
}

const PRO: NitrokeyTiming = { pollMs: 100, polls: 15, busyMs: 30_000 };

/** As libnitrokey 3.7 has them (device.cc). */
export const nitrokeyTimings: Readonly<Record<NitrokeyModel, NitrokeyTiming>> = {
  pro: PRO,
  librem: PRO,
  storage: { pollMs: 40, polls: 55, busyMs: 30_000 },
};
