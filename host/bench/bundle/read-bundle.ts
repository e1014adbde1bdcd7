import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { readRegularFile } from '@fobkit/client/node';
import { UsageError } from '@fobkit/protocol';
import * as v from 'valibot';
import { runRecordSchema } from '../record/record-schema.ts';
import { type Bundle, BUNDLE_FILES, manifestSchema } from './bundle.ts';

/** A file of a bundle is no larger. */
const LARGEST = 512 * 1024 * 1024;

/**
 * Reads a bundle back, and proves that nothing in it was changed.
 *
 * @throws UsageError that names the file at fault.
 */
export async function readBundle(folder: string): Promise<Bundle> {
  const manifest = parsed(
    manifestSchema,
    await text(folder, BUNDLE_FILES.manifest),
    BUNDLE_FILES.manifest,
  );
  const checked = async (name: string): Promise<Uint8Array> => {
    const content = await bytes(folder, name);
    const sha256 = createHash('sha256').update(content).digest('hex');
    if (manifest.files[name] === sha256) return content;
    throw new UsageError(`${join(folder, name)}: not what the bundle was written with`);
  };
  for (const name of Object.keys(manifest.files)) {
    if (!isOfABundle(name)) throw new UsageError(`${folder}: ${name} is no file of a bundle`);
    await checked(name);
  }
  const decoder = new TextDecoder();
  const recordText = decoder.decode(await checked(BUNDLE_FILES.record));
  const record = parsed(runRecordSchema, recordText, BUNDLE_FILES.record);
  if (record.runId !== manifest.runId || record.verdict !== manifest.verdict) {
    throw new UsageError(
      `${join(folder, BUNDLE_FILES.record)}: not the run of ${BUNDLE_FILES.manifest}`,
    );
  }
  const scenarioText = decoder.decode(await checked(BUNDLE_FILES.scenario));
  const snapshot = Object.hasOwn(manifest.files, BUNDLE_FILES.snapshot)
    ? decoder.decode(await checked(BUNDLE_FILES.snapshot))
    : undefined;
  const capture = Object.hasOwn(manifest.files, BUNDLE_FILES.capture)
    ? await checked(BUNDLE_FILES.capture)
    : undefined;
  return {
    record,
    scenarioText,
    ...(snapshot === undefined ? {} : { snapshot }),
    ...(capture === undefined ? {} : { capture }),
  };
}

/** A manifest may come from anybody: it names no file outside. */
function isOfABundle(name: string): boolean {
  const { manifest: _, pictures, ...files } = BUNDLE_FILES;
  return (
    Object.values(files).some((file) => file === name) ||
    new RegExp(`^${pictures}/\\d{4,}\\.svg$`).test(name)
  );
}

async function text(folder: string, name: string): Promise<string> {
  return new TextDecoder().decode(await bytes(folder, name));
}

async function bytes(folder: string, name: string): Promise<Uint8Array> {
  const path = join(folder, name);
  try {
    return new Uint8Array(await readRegularFile(path, LARGEST));
  } catch (cause) {
    const why = isMissing(cause) ? 'it is not there' : messageOf(cause);
    throw new UsageError(`${folder} is no bundle of fobkit: ${name}: ${why}`, { cause });
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'it cannot be read';
}

function parsed<T>(schema: v.GenericSchema<unknown, T>, content: string, name: string): T {
  let data: unknown;
  try {
    data = JSON.parse(content);
  } catch (cause) {
    throw new UsageError(`${name} of the bundle is no JSON`, { cause });
  }
  const result = v.safeParse(schema, data);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new UsageError(
    `${name} of the bundle: ${v.getDotPath(issue) ?? 'whole'}: ${issue.message}`,
  );
}
