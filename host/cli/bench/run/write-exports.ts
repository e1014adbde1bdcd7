import { access, constants, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { junitXml, reportHtml, type RunRecord, watsReport } from '@fobkit/bench';
import { makeFolder } from '../../input/make-folder.ts';
import { writeResult } from '../../input/write-file.ts';
import { usage } from '../../program/cli-error.ts';

/** What else runs are written as. */
export interface ExportOptions {
  /** A file. */
  readonly junit?: string;
  /** A file. */
  readonly html?: string;
  /** A folder, since WATS takes one report a file. */
  readonly wsjf?: string;
  readonly wsjfProcess?: number;
}

/**
 * That everything can be written, before anything is run: a night's runs are not to end in a folder
 * that is not there.
 *
 * @throws CliError
 */
export async function checkExports({ html, junit, wsjf }: ExportOptions): Promise<void> {
  for (const file of [junit, html]) {
    if (file === undefined) continue;
    const folder = dirname(file);
    await access(folder, constants.W_OK).catch((cause: unknown) => {
      throw usage(`${file} cannot be written: ${folder} is no folder to write in`, { cause });
    });
    const there = await stat(file).catch(() => undefined);
    if (there?.isDirectory() === true) throw usage(`${file} cannot be written: it is a folder`);
  }
  if (wsjf !== undefined) await makeFolder(wsjf);
}

/** `planned`: how many runs there were to be. @throws CliError */
export async function writeExports(
  records: readonly RunRecord[],
  planned: number,
  { html, junit, wsjf, wsjfProcess }: ExportOptions,
): Promise<void> {
  if (junit !== undefined) await writeResult(junit, junitXml(records, planned));
  if (html !== undefined) await writeResult(html, await reportHtml(records, { planned }));
  if (wsjf === undefined) return;
  const station = wsjfProcess === undefined ? {} : { processCode: wsjfProcess };
  for (const record of records) {
    const text = `${JSON.stringify(watsReport(record, station), null, 2)}\n`;
    await writeResult(join(wsjf, `${record.runId}.json`), text);
  }
}
