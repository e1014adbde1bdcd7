import { Secret } from '@fobkit/protocol';
import { type Binding, canonicalJson, type SecretVault, StoreError } from '@fobkit/store';
import { cardOfText, cardText, type CustomerCard } from '../domain/customer-card.ts';
import type { TokenParameters } from '../verify/token-key.ts';

const NOTHING = new Uint8Array(0);

/** A token's seed, as far as it is bound to its row. */
export interface SeedOwner {
  readonly serial: string;
  readonly deviceId: string | undefined;
  readonly parameters: TokenParameters;
}

/** What is sealed in a bank: seeds, customer cards, the key of the audit chain. */
export class BankSecrets {
  readonly #vault: SecretVault;

  constructor(vault: SecretVault) {
    this.#vault = vault;
  }

  sealSeed(seed: Secret, owner: SeedOwner): Uint8Array {
    return this.#vault.seal(seed, seedBinding(owner));
  }

  /** The caller's to wipe. @throws VaultError when it is not this token's. */
  openSeed(sealed: Uint8Array, owner: SeedOwner): Secret {
    return this.#vault.open(sealed, seedBinding(owner));
  }

  sealCard(card: CustomerCard, contractId: string): Uint8Array {
    const secret = new Secret(new TextEncoder().encode(cardText(card)));
    const sealed = this.#vault.seal(secret, plainBinding('customer card', contractId));
    secret.wipe();
    return sealed;
  }

  /** @throws VaultError when it is not this contract's. */
  openCard(sealed: Uint8Array, contractId: string): CustomerCard {
    const secret = this.#vault.open(sealed, plainBinding('customer card', contractId));
    const bytes = secret.reveal();
    const card = cardOfText(new TextDecoder().decode(bytes));
    bytes.fill(0);
    secret.wipe();
    if (card !== undefined) return card;
    throw new StoreError('damaged', `the customer card of ${contractId} is damaged`);
  }
}

export function chainKeyBinding(name: string): Binding {
  return plainBinding('audit key', name);
}

function seedBinding({ serial, deviceId, parameters }: SeedOwner): Binding {
  return {
    kind: 'seed',
    deviceId,
    serialLabel: serial,
    parameters: new TextEncoder().encode(canonicalJson({ ...parameters })),
    rowVersion: 1,
  };
}

function plainBinding(kind: string, serialLabel: string): Binding {
  return { kind, deviceId: undefined, serialLabel, parameters: NOTHING, rowVersion: 1 };
}
