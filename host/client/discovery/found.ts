import type { FobInfo } from '@fobkit/protocol';
import type { FobError } from '../errors.ts';
import type { Link } from '../link.ts';
import type { Candidate, CandidateProvider, ProviderFault } from './candidate.ts';

export type Found =
  | {
      readonly kind: 'fob';
      /** The link on which it answered. */
      readonly candidate: Candidate;
      /** All its links, that one first. */
      readonly links: readonly Candidate[];
      readonly info: FobInfo;
      /** Another device id has the same serial label: one of the two is mislabelled. */
      readonly labelShared: boolean;
      /** Two devices on USB have this device id: one of the two is misnumbered. */
      readonly idShared: boolean;
    }
  | {
      readonly kind: 'failed';
      readonly candidate: Candidate;
      readonly links: readonly Candidate[];
      readonly error: FobError;
    }
  /** Somebody else's port, which is probed only when it is named. */
  | { readonly kind: 'not-probed'; readonly candidate: Candidate };

export interface Discovery {
  readonly found: readonly Found[];
  readonly faults: readonly ProviderFault[];
}

export interface DiscoverOptions {
  readonly providers: readonly CandidateProvider[];
  readonly linkTo: (url: string) => Link;
  /** URLs to be probed in any case. */
  readonly named?: readonly string[];
  /** Probe other people's ports too. */
  readonly probeAll?: boolean;
  readonly signal?: AbortSignal;
}
