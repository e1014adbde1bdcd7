import type { Candidate, CandidateProvider } from '@fobkit/client';

/** Who answers at an address; undefined when nobody says. */
export type AskAt = (candidate: Candidate, signal?: AbortSignal) => Promise<string | undefined>;

interface Claimed {
  readonly claims: string;
  readonly holder: Candidate | undefined;
}

/**
 * An emulated fob that was unplugged goes on telling its last path, which another one may have got
 * since. Of several that claim one address the one that answers there counts; while nobody says,
 * as under a visit, the one that had it.
 */
export function holdersOfPaths(provider: CandidateProvider, ask: AskAt): CandidateProvider {
  let known: ReadonlyMap<string, Claimed> = new Map();
  return {
    name: provider.name,
    async candidates(signal) {
      const all = Map.groupBy(await provider.candidates(signal), ({ url }) => url);
      const now = new Map<string, Claimed>();
      for (const [url, claimants] of all) {
        now.set(url, await heldBy(claimants, known.get(url), (one) => ask(one, signal)));
      }
      known = now;
      return [...now.values()].flatMap(({ holder }) => holder ?? []);
    },
  };
}

async function heldBy(
  claimants: readonly Candidate[],
  before: Claimed | undefined,
  ask: AskAt,
): Promise<Claimed> {
  const claims = claimants.map(({ deviceId }) => deviceId ?? '').join(' ');
  const [one, ...others] = claimants;
  if (one === undefined || others.length === 0) return { claims, holder: one };
  const had = claimants.find(({ deviceId }) => deviceId === before?.holder?.deviceId);
  if (before?.claims === claims && had !== undefined) return { claims, holder: had };
  const answered = await ask(one);
  return { claims, holder: claimants.find(({ deviceId }) => deviceId === answered) ?? had };
}
