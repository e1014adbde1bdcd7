import { MAX_SEED, toHex, UsageError } from '@fobkit/protocol';
import { brokenConstraint } from '@fobkit/store';
import type { StaffActor } from '../domain/actor.ts';
import type { ImportedToken, ImportFault } from '../domain/bank.ts';
import { serialKey } from '../domain/books.ts';
import { takeSerial } from '../domain/typed-text.ts';
import { codeKindOf } from '../verify/motion.ts';
import { suiteFault } from '../verify/suite-fault.ts';
import { staffName } from './access.ts';
import { inCommand } from './command.ts';
import { holdVault } from './hold-vault.ts';
import { newTokenRow, type TokenRow } from './contract-rows.ts';
import type { BankParts, BankTransaction } from './parts.ts';

export type Imported =
  | { readonly outcome: 'done'; readonly imported: number }
  | { readonly outcome: 'refused'; readonly faults: readonly ImportFault[] };

/** So many columns of a question to the database at most. */
const ROWS_AT_ONCE = 400;
const LONGEST_TEXT = 64;
/** 9999-12-31 23:59:59 UTC, unix seconds. */
const LAST_SECOND = 253_402_300_799;
const TAKEN = 'the bank got it, or its seed, at this very moment from somebody else: import again';

/** Hardware fobs into stock: all or none. */
export async function importTokens(
  parts: BankParts,
  actor: StaffActor,
  tokens: readonly ImportedToken[],
): Promise<Imported> {
  const prints = tokens.map(({ seed }) => parts.vault.fingerprint(seed));
  const inFile = faultsInFile(tokens, prints.map(toHex));
  if (inFile.length > 0) return { outcome: 'refused', faults: inFile };
  try {
    return await inCommand(parts, async ({ db, now, note }): Promise<Imported> => {
      const faults = await faultsInBank(db, tokens, prints);
      if (faults.length > 0) return { outcome: 'refused', faults };
      await holdVault(parts, db);
      for (const token of tokens) {
        await db
          .insertInto('token')
          .values(stockRow(parts, token, now))
          .execute();
      }
      const facts = { tokens: tokens.length };
      note(staffName(actor), { kind: 'tokens.imported', subject: 'stock', facts });
      return { outcome: 'done', imported: tokens.length };
    });
  } catch (error) {
    if (brokenConstraint(error) !== 'unique') throw error;
    return { outcome: 'refused', faults: [{ serial: '', message: TAKEN }] };
  }
}

/** The row of a fob in stock. */
export function stockRow(parts: BankParts, token: ImportedToken, now: number): TokenRow {
  const { serial, parameters, seed, deviceId, manufacturer, model, expiry } = token;
  return newTokenRow(serial, parameters, {
    kind: 'hardware',
    state: 'stock',
    seed: parts.secrets.sealSeed(seed, { serial, deviceId, parameters }),
    seed_fingerprint: parts.vault.fingerprint(seed),
    device_id: deviceId ?? null,
    manufacturer: manufacturer ?? null,
    model: model ?? null,
    expiry_unix_s: expiry ?? null,
    added_unix_ms: now,
  });
}

function faultsInFile(
  tokens: readonly ImportedToken[],
  prints: readonly string[],
): readonly ImportFault[] {
  const serials = new Set<string>();
  const seeds = new Set<string>();
  return tokens.flatMap((token, index) => {
    const serial = token.serial.slice(0, LONGEST_TEXT);
    const print = prints[index] ?? '';
    const key = serialKey(token.serial);
    const messages = [
      ...wrongForPages(token),
      ...(serials.has(key) ? ['stands twice in the file'] : []),
      ...(seeds.has(print) ? ['has the seed of another token in the file'] : []),
    ];
    serials.add(key);
    seeds.add(print);
    return messages.map((message) => ({ serial, message }));
  });
}

/** Besides what the bank cannot take, codes that nobody could be asked for. */
function wrongForPages(token: ImportedToken): readonly string[] {
  const wrong = wrongIn(token);
  const suite = wrong.length > 0 ? undefined : suiteFault(token.parameters);
  return suite === undefined ? wrong : [suite];
}

/** What of a token the bank cannot take, whatever else it has. */
export function wrongIn(token: ImportedToken): readonly string[] {
  const { serial, seed, parameters, deviceId, manufacturer, model, expiry } = token;
  const texts = [deviceId, manufacturer, model].filter((text) => text !== undefined);
  return [
    ...(takeSerial(serial)?.text === serialKey(serial)
      ? []
      : ['serial: 4 to 64 letters, digits and hyphens, a letter or digit first']),
    ...(seed.length >= 1 && seed.length <= MAX_SEED
      ? []
      : [`seed: ${seed.length} bytes, where 1 to ${MAX_SEED} are taken`]),
    ...(texts.every((text) => text.length <= LONGEST_TEXT && /^[\x20-\x7e]*$/.test(text))
      ? []
      : [`device id, manufacturer, model: ${LONGEST_TEXT} printable ASCII characters at most`]),
    ...(isDate(expiry) ? [] : ['expiry: no date from 1970 to 9999']),
    ...wrongParameters(parameters),
  ];
}

/** What pages can show. */
function isDate(expiry = 0): boolean {
  return Number.isSafeInteger(expiry) && expiry >= 0 && expiry <= LAST_SECOND;
}

function wrongParameters(parameters: ImportedToken['parameters']): readonly string[] {
  const { digits, stepSeconds = 30, t0 = 0, counter = 0 } = parameters;
  if (!Number.isSafeInteger(digits) || digits < 4 || digits > 10) return ['digits: 4 to 10'];
  if (![stepSeconds, t0, counter].every((one) => Number.isSafeInteger(one) && one >= 0)) {
    return ['stepSeconds, t0, counter: whole numbers from 0'];
  }
  try {
    codeKindOf(parameters);
    return [];
  } catch (error) {
    if (error instanceof UsageError) return [`parameters: ${error.message}`];
    throw error;
  }
}

async function faultsInBank(
  db: BankTransaction,
  tokens: readonly ImportedToken[],
  prints: readonly Uint8Array[],
): Promise<readonly ImportFault[]> {
  const faults: ImportFault[] = [];
  for (let at = 0; at < tokens.length; at += ROWS_AT_ONCE) {
    const batch = tokens.slice(at, at + ROWS_AT_ONCE);
    const keys = batch.map(({ serial }) => serialKey(serial));
    const found = await db
      .selectFrom('token')
      .select(['serial', 'serial_key', 'seed_fingerprint'])
      .where((eb) =>
        eb.or([
          eb('serial_key', 'in', keys),
          eb('seed_fingerprint', 'in', prints.slice(at, at + ROWS_AT_ONCE)),
        ]),
      )
      .execute();
    const taken = new Set(found.map(({ serial_key }) => serial_key));
    const seeds = new Set(found.map((row) => toHex(row.seed_fingerprint ?? new Uint8Array())));
    for (const [index, { serial }] of batch.entries()) {
      const print = toHex(prints[at + index] ?? new Uint8Array());
      if (taken.has(serialKey(serial))) faults.push({ serial, message: 'is in the bank already' });
      else if (seeds.has(print)) faults.push({ serial, message: 'has the seed of another token' });
    }
  }
  return faults;
}
