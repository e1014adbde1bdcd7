import type { ChunkResult, RunFailure } from '../chunk.ts';
import { invariantNames, invariants } from '../invariant/invariants.ts';
import type { CampaignOrder } from '../order.ts';
import { type FailureKind, failureKinds } from '../run-one.ts';
import { Counts, type Tally } from '../tally.ts';
import type { ShrunkFailure } from './shrink-failure.ts';

/** At most so many failures are told one by one; all are counted. */
const MOST_TOLD = 100;

/** What a campaign found. It follows from the order and the version of fobkit, and tells no time. */
export interface CampaignReport {
  readonly format: 'fobkit campaign';
  readonly version: 1;
  /** `fobkit 0.1.0`. */
  readonly tool: string;
  readonly seed: number;
  readonly runs: number;
  readonly profiles: readonly string[];
  /** Who judged the codes; absent: the usual one. */
  readonly relyingParty?: string;
  readonly steps: number;
  /** Runs with a failure. */
  readonly failedRuns: number;
  readonly invariants: readonly {
    readonly name: string;
    readonly rule: string;
    readonly looks: number;
    readonly breaches: number;
  }[];
  /** What of the state space was touched, and how often. */
  readonly coverage: Tally;
  /** By run; the first hundred. */
  readonly failures: readonly RunFailure[];
  /** The first failure of each kind, shrunk. */
  readonly shrunk: readonly ShrunkFailure[];
}

/** The results of all chunks, in whatever order they came. */
export class CampaignResults {
  readonly #counts = new Counts();
  readonly #failures: RunFailure[] = [];
  readonly #chunks = new Set<number>();
  #runs = 0;
  #steps = 0;

  get runs(): number {
    return this.#runs;
  }

  get failedRuns(): number {
    return new Set(this.#failures.map(({ run }) => run)).size;
  }

  get chunks(): number {
    return this.#chunks.size;
  }

  /** A chunk that came before counts once. */
  add(result: ChunkResult): void {
    if (this.#chunks.has(result.chunk)) return;
    this.#chunks.add(result.chunk);
    this.#runs += result.runs;
    this.#steps += result.steps;
    this.#counts.addAll(result.tally);
    this.#failures.push(...result.failures);
  }

  /** The first failure of each kind, by run: those worth shrinking. */
  firstOfEachKind(): readonly RunFailure[] {
    const sorted = this.#sorted();
    return failureKinds.flatMap((kind) => sorted.find((it) => it.kind === kind) ?? []);
  }

  report(tool: string, order: CampaignOrder, shrunk: readonly ShrunkFailure[]): CampaignReport {
    const {
      'invariant looked at': looks = {},
      failure: breaches = {},
      ...coverage
    } = this.#counts.tally();
    const failures = this.#sorted();
    return {
      format: 'fobkit campaign',
      version: 1,
      tool,
      seed: order.seed,
      runs: this.#runs,
      profiles: order.profiles,
      ...(order.relyingParty === undefined ? {} : { relyingParty: order.relyingParty }),
      steps: this.#steps,
      failedRuns: this.failedRuns,
      invariants: invariantNames.map((name) => ({
        name,
        rule: invariants[name],
        looks: looks[name] ?? 0,
        breaches: breaches[name] ?? 0,
      })),
      coverage,
      failures: failures.slice(0, MOST_TOLD),
      shrunk,
    };
  }

  #sorted(): readonly RunFailure[] {
    const place = (kind: FailureKind): number => failureKinds.indexOf(kind);
    return this.#failures.toSorted((a, b) => a.run - b.run || place(a.kind) - place(b.kind));
  }
}
