import type { FleetSpec } from '@fobkit/emulator/fleet';

/** A fleet file, read and checked. */
export interface FleetPlan {
  readonly name: string;
  /** The title for a report; the name if the file has none. */
  readonly title: string;
  readonly spec: FleetSpec;
  /** How many fobs the file has; `spec` may be of a sample. */
  readonly ofFobs?: number;
  /** A policy's name, or a policy as data: the bank reads it. */
  readonly policy: unknown;
  /** What is compared with it; empty when the file varies nothing. */
  readonly variants: readonly PolicyVariant[];
  /** Labels of the fobs: what stands before and after a number that begins at `first`. */
  readonly serials: SerialRange;
  /** Whether the codes are computed and verified, or taken as right for their factors. */
  readonly computesCodes: boolean;
}

/** One policy of a comparison. */
export interface PolicyVariant {
  /** What was changed, as `2 steps behind, 2 ahead; lock after 3`. */
  readonly name: string;
  /** A policy's name, or a policy as data. */
  readonly policy: unknown;
}

/** Serial labels that count on. */
export interface SerialRange {
  readonly before: string;
  readonly digits: number;
  readonly first: number;
  readonly after: string;
}
