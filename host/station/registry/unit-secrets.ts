import type { Secret } from '@fobkit/protocol';
import type { Binding, SecretVault } from '@fobkit/store';
import type { Selectable } from 'kysely';
import { RegistryError } from './registry-error.ts';
import type { ImportedTokenTable, UnitTable } from './schema.ts';

/** What of a unit its secrets are bound to. */
export type BoundTo = Pick<
  Selectable<UnitTable>,
  'device_id' | 'serial_label' | 'parameters' | 'row_version'
>;

export type SecretKind = 'seed' | 'transport key' | 'next transport key';

/** The secrets of units, sealed and opened beside what they belong to. */
export class UnitSecrets {
  readonly #vault: SecretVault;

  constructor(vault: SecretVault) {
    this.#vault = vault;
  }

  seal(kind: SecretKind, secret: Secret, to: BoundTo): Uint8Array {
    return this.#vault.seal(secret, unitBinding(kind, to));
  }

  /** @throws RegistryError when there is none any more. VaultError when it is not this unit's. */
  open(kind: SecretKind, sealed: Uint8Array | null, to: BoundTo): Secret {
    if (sealed === null) {
      throw new RegistryError('purged', `the ${kind} of ${to.serial_label} is no longer kept`);
    }
    return this.#vault.open(sealed, unitBinding(kind, to));
  }

  /** The seed of a token as it was imported. */
  sealImported(seed: Secret, serialLabel: string): Uint8Array {
    return this.#vault.seal(seed, importedBinding(serialLabel));
  }

  /** @throws RegistryError when a lot has it. */
  openImported(token: Pick<Selectable<ImportedTokenTable>, 'seed' | 'serial_label'>): Secret {
    if (token.seed === null) {
      throw new RegistryError('state', `the seed of ${token.serial_label} is a unit's by now`);
    }
    return this.#vault.open(token.seed, importedBinding(token.serial_label));
  }

  /** The same secret, bound to another state of its row. */
  reseal(sealed: Uint8Array | null, from: BoundTo, to: BoundTo): Uint8Array | null {
    if (sealed === null) return null;
    const secret = this.open('seed', sealed, from);
    try {
      return this.seal('seed', secret, to);
    } finally {
      secret.wipe();
    }
  }
}

/** What a unit's secret is sealed beside. */
export function unitBinding(kind: SecretKind, to: BoundTo): Binding {
  return {
    kind,
    deviceId: to.device_id ?? undefined,
    serialLabel: to.serial_label,
    parameters: to.parameters,
    rowVersion: to.row_version,
  };
}

/** What the seed of an imported token is sealed beside, until a lot has it. */
export function importedBinding(serialLabel: string): Binding {
  return {
    kind: 'imported seed',
    deviceId: undefined,
    serialLabel,
    parameters: new Uint8Array(0),
    rowVersion: 1,
  };
}
