import { type FobInfo, toHex } from '@fobkit/protocol';
import { FobError } from './errors.ts';
import type { HostEnv } from './host-env.ts';
import type { Link } from './link.ts';
import { FobDevice } from './device/fob-device.ts';

export { FOBKIT_USB } from '@fobkit/protocol';

export interface UsbIdentity {
  readonly vendorId: number;
  readonly productId: number;
  readonly serialNumber?: string;
}

/** An address at which a fob may be. */
export interface Candidate {
  readonly url: string;
  /** For people: the maker's or the product's name. */
  readonly description?: string;
  readonly usb?: UsbIdentity;
  /** It is fobkit's by its USB ids or because it is emulated, so sending to it disturbs nobody. */
  readonly ours: boolean;
}

/** One kind of address: serial ports, emulated fobs. */
export interface CandidateProvider {
  readonly name: string;
  candidates(signal?: AbortSignal): Promise<readonly Candidate[]>;
}

export type Found =
  | {
      readonly kind: 'fob';
      readonly candidate: Candidate;
      readonly info: FobInfo;
      /** Another device id has the same serial label: one of the two is mislabelled. */
      readonly labelShared: boolean;
    }
  | { readonly kind: 'failed'; readonly candidate: Candidate; readonly error: FobError }
  /** Somebody else's port, which is probed only when it is named. */
  | { readonly kind: 'not-probed'; readonly candidate: Candidate };

export interface Discovery {
  readonly found: readonly Found[];
  /** Providers that could not tell what is there. */
  readonly faults: readonly { readonly provider: string; readonly error: unknown }[];
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

const PROBE = { timeoutMs: 500, resends: 1 } as const;

/** Asks each candidate who is there. A fob that has two addresses is listed at both. */
export async function discover(env: HostEnv, options: DiscoverOptions): Promise<Discovery> {
  const { candidates, faults } = await gather(options);
  const probes = candidates.map((candidate) => probe(env, options, candidate));
  return { found: markShared(await Promise.all(probes)), faults };
}

async function gather(
  options: DiscoverOptions,
): Promise<{ candidates: Candidate[]; faults: { provider: string; error: unknown }[] }> {
  const byUrl = new Map<string, Candidate>();
  const faults: { provider: string; error: unknown }[] = [];
  for (const provider of options.providers) {
    try {
      for (const candidate of await provider.candidates(options.signal)) {
        byUrl.set(candidate.url, candidate);
      }
    } catch (error) {
      options.signal?.throwIfAborted();
      faults.push({ provider: provider.name, error });
    }
  }
  for (const url of options.named ?? []) {
    if (!byUrl.has(url)) byUrl.set(url, { url, ours: false });
  }
  return { candidates: [...byUrl.values()], faults };
}

async function probe(env: HostEnv, options: DiscoverOptions, candidate: Candidate): Promise<Found> {
  const wanted =
    candidate.ours || options.probeAll === true || options.named?.includes(candidate.url) === true;
  if (!wanted) return { kind: 'not-probed', candidate };
  const signal = options.signal === undefined ? {} : { signal: options.signal };
  try {
    const device = await FobDevice.connect(options.linkTo(candidate.url), env, {
      ...PROBE,
      ...signal,
    });
    try {
      const info = await device.getInfo(signal);
      return { kind: 'fob', candidate, info, labelShared: false };
    } finally {
      await device.close();
    }
  } catch (error) {
    if (!(error instanceof FobError)) throw error;
    return { kind: 'failed', candidate, error };
  }
}

function markShared(found: readonly Found[]): readonly Found[] {
  const idsOf = new Map<string, Set<string>>();
  for (const one of found) {
    const label = labelOf(one);
    if (one.kind !== 'fob' || label === undefined) continue;
    const ids = idsOf.get(label) ?? new Set();
    idsOf.set(label, ids.add(toHex(one.info.deviceId)));
  }
  return found.map((one) => {
    const label = labelOf(one);
    const shared = label !== undefined && (idsOf.get(label)?.size ?? 0) > 1;
    return one.kind === 'fob' ? { ...one, labelShared: shared } : one;
  });
}

function labelOf(found: Found): string | undefined {
  return found.kind === 'fob' ? found.info.loaded?.serialLabel : undefined;
}
