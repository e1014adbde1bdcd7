import type { RelyingParty, TokenKey, Verification } from './relying-party.ts';

type Ask = (party: RelyingParty) => Promise<unknown>;

/**
 * A relying party that can be taken back to an earlier moment, as a fob goes back to a snapshot: a
 * new one is told everything that was told to the one before, up to that moment.
 */
export class RecalledParty implements RelyingParty {
  readonly #make: () => RelyingParty;
  readonly #told: Ask[] = [];
  #party: RelyingParty;

  constructor(make: () => RelyingParty) {
    this.#make = make;
    this.#party = make();
  }

  /** The moment of now. */
  get moment(): number {
    return this.#told.length;
  }

  /** Goes back. Moments after that one are no more. */
  async recall(moment: number): Promise<void> {
    this.#told.length = Math.min(moment, this.#told.length);
    this.#party = this.#make();
    for (const ask of this.#told) await ask(this.#party);
  }

  register(key: TokenKey, unixSeconds: number): Promise<'ok' | 'duplicate'> {
    return this.#tell((party) => party.register(key, unixSeconds));
  }

  cancel(serialLabel: string): Promise<void> {
    return this.#tell((party) => party.cancel(serialLabel));
  }

  verify(serialLabel: string, code: string, unixSeconds: number): Promise<Verification> {
    return this.#tell((party) => party.verify(serialLabel, code, unixSeconds));
  }

  judge(...asked: Parameters<RelyingParty['judge']>): Promise<Verification> {
    return this.#party.judge(...asked);
  }

  resynchronise(...asked: Parameters<RelyingParty['resynchronise']>): Promise<'ok' | 'refused'> {
    return this.#tell((party) => party.resynchronise(...asked));
  }

  isLocked(serialLabel: string): Promise<boolean> {
    return this.#party.isLocked(serialLabel);
  }

  unlock(serialLabel: string): Promise<void> {
    return this.#tell((party) => party.unlock(serialLabel));
  }

  async #tell<T>(ask: (party: RelyingParty) => Promise<T>): Promise<T> {
    const answer = await ask(this.#party);
    this.#told.push(ask);
    return answer;
  }
}
