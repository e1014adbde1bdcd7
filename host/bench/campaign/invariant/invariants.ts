/** What must hold in every run, whatever is done to the fob. */
export const invariants = {
  'one-code-a-counter': 'the same seed and counter never show two codes',
  'counter-never-back': 'the counter never goes back, power lost or not',
  'code-of-its-time': 'a code is that of its counter, and verifies at no other time',
  'no-secret-leaves': 'no run of bytes of a seed or transport key is seen from outside',
  'answers-or-dead': 'with the faults over and power there, the fob answers',
  'keeps-the-protocol': 'no reply breaks the protocol',
} as const;
export type InvariantName = keyof typeof invariants;

export const invariantNames = Object.keys(invariants).filter(isInvariant);

function isInvariant(text: string): text is InvariantName {
  return text in invariants;
}

/** An invariant that did not hold. Never tells a code or a secret. */
export interface Breach {
  readonly invariant: InvariantName;
  readonly message: string;
}

/** What was looked at in a run, and what did not hold; the first breach of each invariant counts. */
export class InvariantFindings {
  readonly #breaches = new Map<InvariantName, Breach>();
  readonly #checks = new Map<InvariantName, number>();

  get breaches(): readonly Breach[] {
    return [...this.#breaches.values()];
  }

  /** How often each invariant was looked at. */
  get checks(): ReadonlyMap<InvariantName, number> {
    return this.#checks;
  }

  /** Looks once at an invariant; the message is made only when it does not hold. */
  check(invariant: InvariantName, holds: boolean, message: () => string): void {
    this.#checks.set(invariant, (this.#checks.get(invariant) ?? 0) + 1);
    if (holds || this.#breaches.has(invariant)) return;
    this.#breaches.set(invariant, { invariant, message: message() });
  }
}
