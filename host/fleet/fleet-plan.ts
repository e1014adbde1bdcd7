import type { FleetSpec } from '@fobkit/emulator/fleet';

/** A fleet file, read and checked. */
export interface FleetPlan {
  readonly name: string;
  /** The title for a report; the name if the file has none. */
  readonly title: string;
  readonly spec: FleetSpec;
  /** A policy's name, or a policy as data: the bank reads it. */
  readonly policy: unknown;
  /** Labels of the fobs: what stands before and after a number that begins at `first`. */
  readonly serials: {
    readonly before: string;
    readonly digits: number;
    readonly first: number;
    readonly after: string;
  };
  /** Whether the codes are computed and verified, or taken as right for their factors. */
  readonly computesCodes: boolean;
}
