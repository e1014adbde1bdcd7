import type { RelyingParty } from './relying-party.ts';

/** Relying parties that somebody has opened, to be closed together. */
export class OpenParties {
  readonly #make: () => RelyingParty | Promise<RelyingParty>;
  readonly #open: RelyingParty[] = [];

  constructor(make: () => RelyingParty | Promise<RelyingParty>) {
    this.#make = make;
  }

  async open(): Promise<RelyingParty> {
    const party = await this.#make();
    this.#open.push(party);
    return party;
  }

  async close(): Promise<void> {
    for (const party of this.#open.splice(0)) await party.close?.();
  }
}
