import { createHash } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { UsageError } from '@fobkit/protocol';
import { DURABLY, makeFolder, syncFolder } from '../record/make-folder.ts';
import type { RunRecord } from '../run/record.ts';
import { type Bundle, BUNDLE_FILES, type BundleManifest } from './bundle.ts';

/**
 * Writes a bundle as a new folder, whole or not at all.
 *
 * @throws UsageError when something is there already, or the snapshot is not one of a test fob.
 */
export async function writeBundle(folder: string, bundle: Bundle): Promise<void> {
  const { record } = bundle;
  if (bundle.snapshot !== undefined && record.rig.kind !== 'emulated') {
    throw new UsageError('only an emulated fob has a snapshot');
  }
  const files = filesOf(bundle);
  const unfinished = `${folder}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await makeFolder(join(unfinished, BUNDLE_FILES.pictures));
  for (const [path, content] of files) await writeFile(join(unfinished, path), content, DURABLY);
  const manifest = JSON.stringify(manifestOf(record, files), undefined, 2);
  await writeFile(join(unfinished, BUNDLE_FILES.manifest), `${manifest}\n`, DURABLY);
  await syncFolder(join(unfinished, BUNDLE_FILES.pictures));
  await syncFolder(unfinished);
  try {
    await rename(unfinished, folder);
  } catch (cause) {
    await rm(unfinished, { recursive: true, force: true });
    throw new UsageError(`${folder} is there already: give another name`, { cause });
  }
  await syncFolder(dirname(folder));
}

type Files = ReadonlyMap<string, string | Uint8Array>;

function filesOf({ record, scenarioText, snapshot, capture }: Bundle): Files {
  const files = new Map<string, string | Uint8Array>();
  files.set(BUNDLE_FILES.scenario, scenarioText);
  files.set(BUNDLE_FILES.record, `${JSON.stringify(record)}\n`);
  files.set(BUNDLE_FILES.transcript, transcriptText(record));
  if (snapshot !== undefined) files.set(BUNDLE_FILES.snapshot, snapshot);
  if (capture !== undefined) files.set(BUNDLE_FILES.capture, capture);
  picturesOf(record).forEach((picture, i) => {
    const name = `${String(i + 1).padStart(4, '0')}.svg`;
    files.set(`${BUNDLE_FILES.pictures}/${name}`, picture);
  });
  return files;
}

/** One message a line: what a replay is compared to, byte for byte. */
export function transcriptText({ transcript }: RunRecord): string {
  return transcript.map((message) => `${JSON.stringify(message)}\n`).join('');
}

function picturesOf({ timeline }: RunRecord): readonly string[] {
  return timeline.map(({ picture }) => picture).filter((picture) => picture !== undefined);
}

function manifestOf(record: RunRecord, files: Files): BundleManifest {
  const hashes = [...files].map(([path, content]): [string, string] => [
    path,
    createHash('sha256').update(content).digest('hex'),
  ]);
  return {
    format: 'fobkit bundle',
    version: 1,
    tool: record.tool,
    runId: record.runId,
    file: record.scenario.file,
    scenario: record.scenario.name,
    parameters: record.scenario.parameters,
    verdict: record.verdict,
    files: Object.fromEntries(hashes),
  };
}
