import type { RelyingParty, TokenKey, Verification } from './relying-party.ts';

type Ask = (party: RelyingParty) => Promise<unknown>;

/**
 * A relying party that can be taken back to an earlier moment, as a fob goes back to a snapshot: a
 * new one is told everything that was told to the one before, up to that moment. None is opened
 * before something is asked.
 */
export class RecalledParty implements RelyingParty {
  readonly #open: () => RelyingParty | Promise<RelyingParty>;
  readonly #told: Ask[] = [];
  #party: Promise<RelyingParty> | undefined;

  constructor(open: () => RelyingParty | Promise<RelyingParty>) {
    this.#open = open;
  }

  /** The moment of now. */
  get moment(): number {
    return this.#told.length;
  }

  /** Goes back. Moments after that one are no more. */
  async recall(moment: number): Promise<void> {
    this.#told.length = Math.min(moment, this.#told.length);
    await this.close();
    if (this.#told.length === 0) return;
    const party = await this.#opened();
    for (const ask of this.#told) await ask(party);
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

  async judge(...asked: Parameters<RelyingParty['judge']>): Promise<Verification> {
    return (await this.#opened()).judge(...asked);
  }

  resynchronise(...asked: Parameters<RelyingParty['resynchronise']>): Promise<'ok' | 'refused'> {
    return this.#tell((party) => party.resynchronise(...asked));
  }

  async isLocked(serialLabel: string): Promise<boolean> {
    return (await this.#opened()).isLocked(serialLabel);
  }

  unlock(serialLabel: string): Promise<void> {
    return this.#tell((party) => party.unlock(serialLabel));
  }

  /** Of one that did not open there is nothing to close: whoever asked it heard of that. */
  async close(): Promise<void> {
    const party = await this.#party?.catch(() => undefined);
    this.#party = undefined;
    await party?.close?.();
  }

  #opened(): Promise<RelyingParty> {
    return (this.#party ??= this.#openOne());
  }

  async #openOne(): Promise<RelyingParty> {
    return await this.#open();
  }

  async #tell<T>(ask: (party: RelyingParty) => Promise<T>): Promise<T> {
    const answer = await ask(await this.#opened());
    this.#told.push(ask);
    return answer;
  }
}
