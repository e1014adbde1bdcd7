import { randomBytes } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodePrimitives } from '@fobkit/client/node';
import { batchKeyId, fromHex, toHex, UsageError } from '@fobkit/protocol';
import { claimPrivateFile } from './private-file.ts';
import { type StateFolder, unlessMissing } from './state-folder.ts';

const KEY_LENGTH = 32;

/**
 * The key of the batch that this folder's emulated fobs of a type belong to; made when the first
 * one is. The folder must be there.
 */
export function batchKeyFor(state: StateFolder, profile: string): Uint8Array {
  const known = batchKeyOf(state, profile);
  if (known !== undefined) return known;
  const key = Uint8Array.from(randomBytes(KEY_LENGTH));
  const id = toHex(batchKeyId(nodePrimitives, key));
  const keyFile = join(state.batchKeys, id);
  writeFileSync(keyFile, `${toHex(key)}\n`, { mode: 0o600, flag: 'wx' });
  if (claimPrivateFile(nameFile(state, profile), `${id}\n`)) return key;
  // Somebody else made the first fob of this type in the same moment: his key is the batch's.
  rmSync(keyFile);
  const theirs = batchKeyOf(state, profile);
  if (theirs === undefined) throw new UsageError(`${nameFile(state, profile)} names no key`);
  return theirs;
}

/** The batch key with this key id, which GetInfo tells; undefined when it is not in the folder. */
export function findBatchKey(state: StateFolder, keyId: Uint8Array): Uint8Array | undefined {
  const path = join(state.batchKeys, toHex(keyId));
  const text = unlessMissing(() => readFileSync(path, 'utf8'));
  if (text === undefined) return undefined;
  const hex = text.trim();
  // The file's content is a secret: it is in no message.
  if (!/^[0-9a-f]{64}$/i.test(hex)) throw new UsageError(`${path}: not a key of 64 hex digits`);
  return fromHex(hex);
}

function batchKeyOf(state: StateFolder, profile: string): Uint8Array | undefined {
  const id = unlessMissing(() => readFileSync(nameFile(state, profile), 'utf8'))?.trim();
  return id === undefined ? undefined : findBatchKey(state, fromHex(id));
}

/** Tells which key is a fob type's. A profile's name is kebab-case. */
function nameFile(state: StateFolder, profile: string): string {
  return join(state.batchKeys, `${profile}.id`);
}
