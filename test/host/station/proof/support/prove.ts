import { FobDevice, type FobError } from '@fobkit/client';
import { nodeClock, nodeEnv, nodePrimitives } from '@fobkit/client/node';
import { deriveTransportKey, loadedParameters, Secret, toHex } from '@fobkit/protocol';
import { type AuditHead, openDatabase, openVault, verifyChain } from '@fobkit/store';
import type { Selectable } from 'kysely';
import type { FarmFob } from '../../../../../host/emulator/farm/farm-fob.ts';
import { FobLink } from '../../../../../host/emulator/fob-link.ts';
import type { LabelContent } from '../../../../../host/station/label/label.ts';
import { registryMigrations } from '../../../../../host/station/registry/open-registry.ts';
import type { RegistrySchema } from '../../../../../host/station/registry/registry-schema.ts';
import type { UnitTable } from '../../../../../host/station/registry/schema.ts';
import { UnitSecrets } from '../../../../../host/station/registry/unit-secrets.ts';

export interface ProofOptions {
  readonly address: string;
  readonly vaultKey: Uint8Array;
  readonly batchKey: Uint8Array;
  readonly lot: string;
  /** All that were ever plugged in, on no wire now. */
  readonly fobs: readonly FarmFob[];
  /** Ends of chains that were acknowledged before: nothing of them may be missing. */
  readonly heads?: readonly AuditHead[];
  /** Every label that came out of a printer. */
  readonly printed?: readonly LabelContent[];
  /** Whether the lot must be made: no unit unused, none in work. */
  readonly complete: boolean;
}

type UnitRecord = Selectable<UnitTable>;

/** Fobs that hold somebody else's seed. */
const FOREIGN: readonly string[] = ['loaded', 'half-loaded', 'mislabelled', 'wrong-model'];
const DAY_TICKS = 86_400 * 32_768;

/**
 * Holds the registry against the fobs themselves, out of the station's band: what it finds that
 * must never be. Each seed is on one fob or on none, each label on one, each chain verifies, the
 * counts add up.
 */
export async function faultsOf(options: ProofOptions): Promise<readonly string[]> {
  const { address, vaultKey, lot } = options;
  const database = await openDatabase<RegistrySchema>({
    address,
    migrations: registryMigrations,
    clock: nodeClock,
  });
  const vault = await openVault(database, { kind: 'key-file', key: new Secret(vaultKey) });
  try {
    const units = await database.read
      .selectFrom('unit')
      .selectAll()
      .where('lot_id', '=', lot)
      .execute();
    const secrets = new UnitSecrets(vault);
    const faults = [
      ...countFaults(units, options.complete),
      ...seedFaults(units, secrets),
      ...(await fobFaults(units, secrets, options)),
      ...labelFaults(units, options.printed ?? []),
    ];
    const done = new Map<string, number>();
    const { faults: inChains } = await verifyChain(database.read, {
      heads: options.heads ?? [],
      onEntry: ({ kind, subject }) => {
        if (kind === 'unit.done') done.set(subject, (done.get(subject) ?? 0) + 1);
      },
    });
    faults.push(...inChains.map(({ kind, message }) => `audit: ${kind}: ${message}`));
    for (const { serial_label, state } of units) {
      const entries = done.get(serial_label) ?? 0;
      if (entries !== (state === 'done' ? 1 : 0)) {
        faults.push(`audit: ${serial_label} is ${state} and was done ${entries} times`);
      }
    }
    return faults;
  } finally {
    vault.close();
    await database.close();
  }
}

function countFaults(units: readonly UnitRecord[], complete: boolean): string[] {
  const faults: string[] = [];
  const [first] = units;
  if (units.length !== first?.planned) {
    faults.push(`${units.length} units of ${first?.planned ?? 0} planned`);
  }
  const open = units.filter(({ state }) => state === 'unused' || state === 'working');
  if (complete && open.length > 0) {
    faults.push(open.map(({ serial_label, state }) => `${serial_label} ${state}`).join(', '));
  }
  return faults;
}

function seedFaults(units: readonly UnitRecord[], secrets: UnitSecrets): string[] {
  const seeds = units.map((unit) => toHex(secrets.open('seed', unit.seed, unit).reveal()));
  return new Set(seeds).size === units.length ? [] : ['a seed stands in two units'];
}

async function fobFaults(
  units: readonly UnitRecord[],
  secrets: UnitSecrets,
  { fobs, batchKey }: ProofOptions,
): Promise<string[]> {
  const faults: string[] = [];
  const byLabel = new Map(units.map((unit) => [unit.serial_label, unit]));
  const holders = new Map<string, string>();
  for (const { fob, deviceId, wish, number } of fobs) {
    if (FOREIGN.includes(wish.kind)) continue;
    const who = `fob ${number} (${wish.kind} ${deviceId})`;
    // Time for what a channel that was cut off costs.
    fob.advance(DAY_TICKS);
    const link = new FobLink(fob);
    const device = await FobDevice.connect(link, nodeEnv);
    try {
      const info = await device.getInfo();
      const label = info.loaded?.serialLabel;
      if (label === undefined) continue;
      const unit = byLabel.get(label);
      if (unit === undefined) {
        faults.push(`${who} holds ${label}, which is none of the lot`);
        continue;
      }
      if (unit.device_id !== deviceId) {
        faults.push(`${who} holds ${label}, which is bound to ${String(unit.device_id)}`);
      }
      const other = holders.get(label);
      if (other !== undefined) faults.push(`${who} and ${other} both hold ${label}`);
      holders.set(label, who);
      const key =
        info.keyGeneration === 0
          ? new Secret(deriveTransportKey(nodePrimitives, batchKey, fob.identity.deviceId))
          : unit.transport_key !== null
            ? secrets.open('transport key', unit.transport_key, unit)
            : secrets.open('next transport key', unit.next_key, unit);
      if (unit.state === 'done' && info.keyGeneration !== unit.key_generation) {
        faults.push(`${who}, done, has a key of generation ${info.keyGeneration}`);
      }
      const session = await device.openChannel(key);
      const seed = secrets.open('seed', unit.seed, unit);
      const parameters = loadedParameters.decode(unit.parameters);
      if (!(await session.keyCheck({ seed, parameters }))) {
        faults.push(`${who} tells ${label} and holds another seed`);
      }
    } catch (error) {
      faults.push(`${who}: ${(error as FobError).message}`);
    } finally {
      await device.close();
      await link.close();
    }
  }
  for (const { serial_label, state } of units) {
    if (state === 'done' && !holders.has(serial_label)) {
      faults.push(`${serial_label} is done, and no fob holds it`);
    }
  }
  return faults;
}

function labelFaults(units: readonly UnitRecord[], printed: readonly LabelContent[]): string[] {
  const faults: string[] = [];
  const chips = new Map(units.map(({ serial_label, device_id }) => [serial_label, device_id]));
  for (const { serialLabel, deviceId } of printed) {
    if (chips.get(serialLabel) !== deviceId) {
      faults.push(`a label ${serialLabel} was printed for ${String(deviceId)}`);
    }
  }
  const times = Map.groupBy(printed, ({ serialLabel }) => serialLabel);
  for (const { serial_label, labels_printed } of units) {
    // Counted before it is printed: one may be counted that never came out.
    if ((times.get(serial_label)?.length ?? 0) > labels_printed) {
      faults.push(`more labels ${serial_label} were printed than are on record`);
    }
  }
  return faults;
}
