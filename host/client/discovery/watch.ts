import { abortReason, onAbort } from '../abort.ts';
import type { HostClock } from '../clock.ts';
import type { Unsubscribe } from '../link.ts';
import {
  byPreference,
  type Candidate,
  type CandidateProvider,
  type ProviderFault,
} from './candidate.ts';
import { type DeviceEvent, differences, type Present } from './presence.ts';

/** Tells that something may have been plugged in or pulled out. */
export type Trigger = (changed: () => void) => Unsubscribe;

export interface WatchOptions {
  readonly providers: readonly CandidateProvider[];
  readonly clock: HostClock;
  /** Milliseconds from one look to the next; never by itself if absent. */
  readonly pollMs?: number;
  /** What makes it look at once. */
  readonly triggers?: readonly Trigger[];
  /**
   * Asks who is at an address that is ours and does not tell its device id; undefined when nobody
   * says, who is asked again at the next look. Without it such addresses are passed over.
   */
  readonly identify?: (candidate: Candidate) => Promise<string | undefined>;
  /** Told of a provider that cannot tell what is there; what it told before still counts. */
  readonly onFault?: (fault: ProviderFault) => void;
  readonly signal?: AbortSignal;
}

/**
 * Tells of fobs that arrive and leave, by device id: first of those that are there. Ends by
 * rejecting with the reason of the signal, or when its reader leaves.
 */
export async function* watchDevices(options: WatchOptions): AsyncGenerator<DeviceEvent, never> {
  const alarm = new Alarm(options);
  const known = new Map<string, readonly Candidate[]>();
  const identities = new Map<string, string>();
  let present: Present = new Map();
  try {
    for (;;) {
      options.signal?.throwIfAborted();
      alarm.reset();
      await look(options, known);
      const now = await whoIsThere(options, [...known.values()].flat(), identities);
      yield* differences(present, now);
      present = now;
      await alarm.rings();
    }
  } finally {
    alarm.end();
  }
}

/** Asks each provider; one that fails keeps what it told before. */
async function look(
  { providers, onFault, signal }: WatchOptions,
  known: Map<string, readonly Candidate[]>,
): Promise<void> {
  const ask = async (provider: CandidateProvider): Promise<void> => {
    try {
      known.set(provider.name, await provider.candidates(signal));
    } catch (error) {
      onFault?.({ provider: provider.name, error });
    }
  };
  await Promise.all(providers.map(ask));
}

async function whoIsThere(
  options: WatchOptions,
  candidates: readonly Candidate[],
  identities: Map<string, string>,
): Promise<Present> {
  const ours = candidates.filter((candidate) => candidate.ours);
  const urls = new Set(ours.map(({ url }) => url));
  for (const url of identities.keys()) if (!urls.has(url)) identities.delete(url);
  const present = new Map<string, Candidate[]>();
  for (const candidate of byPreference(ours)) {
    const { url } = candidate;
    const id = candidate.deviceId ?? identities.get(url) ?? (await options.identify?.(candidate));
    if (id === undefined) continue;
    if (candidate.deviceId === undefined) identities.set(url, id);
    const links = present.get(id);
    if (links === undefined) present.set(id, [candidate]);
    else if (links.every((link) => link.url !== url)) links.push(candidate);
  }
  return present;
}

/** Rings after the time of a poll or at a trigger, also at one that came before it was asked. */
class Alarm {
  readonly #options: WatchOptions;
  readonly #stops: Unsubscribe[];
  #bell = Promise.withResolvers<undefined>();

  constructor(options: WatchOptions) {
    this.#options = options;
    const ring = (): void => {
      this.#bell.resolve(undefined);
    };
    this.#stops = (options.triggers ?? []).map((trigger) => trigger(ring));
  }

  reset(): void {
    this.#bell = Promise.withResolvers();
  }

  async rings(): Promise<void> {
    const { clock, pollMs, signal } = this.#options;
    const bell = this.#bell;
    const cancel =
      pollMs === undefined
        ? undefined
        : clock.after(pollMs, () => {
            bell.resolve(undefined);
          });
    const release = onAbort(signal, () => {
      if (signal !== undefined) bell.reject(abortReason(signal));
    });
    try {
      await bell.promise;
    } finally {
      cancel?.();
      release();
    }
  }

  end(): void {
    for (const stop of this.#stops) stop();
  }
}
