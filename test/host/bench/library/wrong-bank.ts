import {
  OtplibRelyingParty,
  type RelyingParty,
  type RelyingPartyRules,
  type TokenKey,
  type Verification,
} from '@fobkit/bench';

/** Relying parties with one thing wrong, by the name that twins.yaml calls them. */
export const wrongBanks: Readonly<Record<string, (rules: RelyingPartyRules) => RelyingParty>> = {
  'forgets-used-codes': (rules) => new Forgetful(rules),
  'takes-any-two-codes': (rules) => new Credulous(rules),
  'replaces-by-label': (rules) => new Overwriting(rules),
  'cuts-the-seed': (rules) => new Cutting(rules),
  'cancels-nothing': (rules) => new Clinging(rules),
};

/** Whatever it accepted, it accepts again. */
class Forgetful extends OtplibRelyingParty {
  readonly #rules: RelyingPartyRules;
  #key: TokenKey | undefined;

  constructor(rules: RelyingPartyRules) {
    super(rules);
    this.#rules = rules;
  }

  override register(key: TokenKey): Promise<'ok' | 'duplicate'> {
    this.#key = key;
    return super.register(key);
  }

  override async verify(label: string, code: string, unixSeconds: number): Promise<Verification> {
    const fresh = new OtplibRelyingParty(this.#rules);
    if (this.#key !== undefined) await fresh.register(this.#key);
    return fresh.verify(label, code, unixSeconds);
  }
}

/** Two codes are two codes. */
class Credulous extends OtplibRelyingParty {
  override async resynchronise(): Promise<'ok'> {
    await Promise.resolve();
    return 'ok';
  }
}

/** A second token of the same label takes the place of the first. */
class Overwriting extends OtplibRelyingParty {
  override async register(key: TokenKey): Promise<'ok' | 'duplicate'> {
    await this.cancel(key.serialLabel);
    return super.register(key);
  }
}

/** The barcode has twelve characters, and so has the seed that came of it. */
class Cutting extends OtplibRelyingParty {
  override register(key: TokenKey): Promise<'ok' | 'duplicate'> {
    return super.register({ ...key, seed: key.seed.slice(0, 12) });
  }
}

/** Once on the list, for ever on the list. */
class Clinging extends OtplibRelyingParty {
  override async cancel(): Promise<void> {
    await Promise.resolve();
  }
}
