import type { LoadedParameters } from '@fobkit/protocol';
import { CodeKey } from './code-key.ts';
import type { InvariantFindings } from './invariants.ts';

/** A code that the fob told over the wire. */
export interface ToldCode {
  readonly code: string;
  readonly movingFactor?: number | undefined;
  readonly unixTime?: number | undefined;
  readonly question?: string | undefined;
}

/** A code that the LCD shows, and the fob's clock by the model where it has one. */
export interface ShownCode {
  readonly code: string;
  readonly fobUnix?: number | undefined;
}

/** What is known of a key that may be loaded. */
interface Progress {
  readonly key: CodeKey;
  /** The highest counters that were told, and shown; -1 before any. */
  told: number;
  shown: number;
}

/** What was known at some moment. */
export interface SavedBook {
  readonly loaded: readonly Progress[];
  readonly perhapsBlank: boolean;
}

/** A code of a time or counter, to be judged by a relying party later. */
export interface BookedCode {
  readonly key: CodeKey;
  readonly code: string;
  readonly counter: number;
}

export interface BookRules {
  /** Something turns the fob's own clock back: a fault of the scenario. */
  readonly clockMayGoBack: boolean;
}

/** So many counters may have been used up by presses that nobody looked at. */
const UNSEEN = 300;
/** A code stands no longer than this on an LCD, in seconds. */
const STANDS_SECONDS = 40;
/** So many codes of a run are kept for the relying party. */
const MOST_BOOKED = 12;

/** Every code that a fob told or showed, against the seeds it was loaded with. */
export class CodeBook {
  readonly booked: BookedCode[] = [];
  readonly #findings: InvariantFindings;
  readonly #rules: BookRules;
  readonly #codes = new Map<string, string>();
  readonly #ids = new Map<CodeKey, number>();
  #loaded: Progress[] = [];
  #perhapsBlank = true;

  constructor(findings: InvariantFindings, rules: BookRules) {
    this.#findings = findings;
    this.#rules = rules;
  }

  /** A seed is known to be there: the fob takes no other one before it is wiped. */
  get surelyLoaded(): boolean {
    return !this.#perhapsBlank;
  }

  /** A seed went in. `unsure`: nobody knows whether it did, so the one before may still hold. */
  load(seed: Uint8Array, parameters: LoadedParameters, unsure: boolean): void {
    const key = new CodeKey(seed, parameters);
    this.#ids.set(key, this.#ids.size);
    const progress = { key, told: -1, shown: -1 };
    this.#loaded = unsure ? [...this.#loaded, progress] : [progress];
    if (!unsure) this.#perhapsBlank = false;
  }

  wipe(unsure: boolean): void {
    if (!unsure) this.#loaded = [];
    this.#perhapsBlank = true;
  }

  tell({ code, movingFactor, unixTime, question }: ToldCode): void {
    const progress = this.#loaded.find(({ key }) => key.codeOf(movingFactor, question) === code);
    const of = movingFactor === undefined ? 'its question' : `counter ${String(movingFactor)}`;
    this.#findings.check('code-of-its-time', progress !== undefined, () =>
      this.#loaded.length === 0
        ? 'a fob without a seed told a code'
        : `the code told for ${of} is not that of the seed loaded`,
    );
    // Judged by what it claims, though it is nobody's: the first key is likeliest meant.
    const meant = progress ?? this.#loaded[0];
    if (meant === undefined) return;
    this.#sameCode(meant.key, `${String(movingFactor)} ${question ?? ''}`, code, of);
    if (movingFactor === undefined) return;
    if (meant.key.parameters.mode === 'totp') this.#checkStep(meant, movingFactor, unixTime);
    else this.#checkCounter(meant, movingFactor);
    if (progress === undefined) return;
    this.#loaded = [progress];
    this.#perhapsBlank = false;
    this.#book(progress.key, code, movingFactor);
  }

  /** GetStatus tells the counter of the next code. */
  next(counter: number): void {
    if (this.#loaded.length !== 1) return;
    const [progress] = this.#loaded;
    if (progress === undefined || progress.key.parameters.mode === 'totp') return;
    const used = Math.max(progress.told, progress.shown);
    this.#findings.check(
      'counter-never-back',
      counter > used,
      () => `the next counter is ${String(counter)}, and ${String(used)} was used already`,
    );
  }

  show({ code, fobUnix }: ShownCode): void {
    if (this.#loaded.length !== 1) return;
    const [progress] = this.#loaded;
    if (progress === undefined) return;
    const { mode, digits } = progress.key.parameters;
    if (code.length !== digits) return;
    if (mode === 'totp' && fobUnix !== undefined) this.#showStep(progress, code, fobUnix);
    if (mode === 'hotp') this.#showCounter(progress, code);
  }

  /** What is known now, to go back to with the fob. */
  save(): SavedBook {
    return {
      loaded: this.#loaded.map((progress) => ({ ...progress })),
      perhapsBlank: this.#perhapsBlank,
    };
  }

  restore({ loaded, perhapsBlank }: SavedBook): void {
    this.#loaded = loaded.map((progress) => ({ ...progress }));
    this.#perhapsBlank = perhapsBlank;
  }

  #checkStep(progress: Progress, step: number, unixTime: number | undefined): void {
    this.#findings.check(
      'code-of-its-time',
      unixTime === undefined || progress.key.stepAt(unixTime) === step,
      () => `step ${String(step)} was told, and the fob's clock of that moment is in another`,
    );
    if (!this.#rules.clockMayGoBack) this.#never(step >= progress.told, 'step', step, progress);
    progress.told = Math.max(progress.told, step);
  }

  #checkCounter(progress: Progress, counter: number): void {
    const holds = counter > progress.told && counter >= progress.shown;
    this.#never(holds, 'counter', counter, progress);
    progress.told = Math.max(progress.told, counter);
  }

  #never(holds: boolean, what: string, now: number, { told, shown }: Progress): void {
    this.#findings.check('counter-never-back', holds, () => {
      const before = Math.max(told, shown);
      return `${what} ${String(now)} was told after ${what} ${String(before)}`;
    });
  }

  #showStep({ key }: Progress, code: string, fobUnix: number): void {
    const first = Math.max(0, key.stepAt(fobUnix - STANDS_SECONDS));
    const last = key.stepAt(fobUnix);
    const step = find(key, code, first, last);
    this.#findings.check(
      'code-of-its-time',
      step !== undefined,
      () => `the LCD shows a code that is of none of the steps ${String(first)} to ${String(last)}`,
    );
    if (step === undefined) return;
    this.#book(key, code, step);
  }

  #showCounter(progress: Progress, code: string): void {
    const { key, told, shown } = progress;
    const from = Math.max(told, shown, key.parameters.counter ?? 0);
    const counter = find(key, code, from, from + UNSEEN);
    if (counter !== undefined) {
      this.#findings.check('counter-never-back', true, String);
      progress.shown = counter;
      this.#book(key, code, counter);
      return;
    }
    const back = find(key, code, Math.max(0, from - UNSEEN), from - 1);
    this.#findings.check('counter-never-back', back === undefined, () => {
      return `the LCD shows the code of counter ${String(back)} after that of ${String(from)}`;
    });
    this.#findings.check('code-of-its-time', back !== undefined, () => {
      return `the LCD shows a code of no counter near ${String(from)}`;
    });
  }

  #sameCode(key: CodeKey, counter: string, code: string, of: string): void {
    const place = `${String(this.#ids.get(key))} ${counter}`;
    const before = this.#codes.get(place);
    if (before === undefined) this.#codes.set(place, code);
    this.#findings.check(
      'one-code-a-counter',
      before === undefined || before === code,
      () => `two codes were told for ${of}`,
    );
  }

  #book(key: CodeKey, code: string, counter: number): void {
    if (this.booked.length >= MOST_BOOKED || key.parameters.mode === 'ocra') return;
    if (this.booked.some((it) => it.key === key && it.counter === counter)) return;
    this.booked.push({ key, code, counter });
  }
}

function find(key: CodeKey, code: string, from: number, to: number): number | undefined {
  for (let counter = from; counter <= to; counter++) {
    if (key.codeOf(counter) === code) return counter;
  }
  return undefined;
}
