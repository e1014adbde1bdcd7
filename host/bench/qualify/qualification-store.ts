import { join } from 'node:path';
import { UsageError } from '@fobkit/protocol';
import * as v from 'valibot';
import { appendLine, endTornLine } from '../record/line-file.ts';
import { makeFolder } from '../record/make-folder.ts';
import { linesOf } from '../record/record-lines.ts';
import type { DamagedLine } from '../record/record-store.ts';
import { type Qualification, qualificationSchema } from './qualification.ts';

const QUALIFICATIONS = 'qualifications.jsonl';
const RUNS = 'qualification';

export interface StoredQualifications {
  readonly qualifications: readonly Qualification[];
  /** What could not be read; the last line among them when its writing was cut off. */
  readonly damaged: readonly DamagedLine[];
}

/** Qualifications of rigs, beside the records of runs: `qualifications.jsonl`, one a line. */
export class QualificationStore {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  /** Makes the folder where it is not there. @throws UsageError when it cannot be written. */
  static async open(folder: string): Promise<QualificationStore> {
    try {
      await makeFolder(folder);
      const store = new QualificationStore(folder);
      await endTornLine(store.path);
      return store;
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : 'it failed';
      throw new UsageError(`qualifications cannot be kept in ${folder}: ${why}`, { cause });
    }
  }

  get path(): string {
    return join(this.folder, QUALIFICATIONS);
  }

  /** Folder of the records of its runs. They are not among the others: no yield counts a known-bad fob. */
  get runs(): string {
    return join(this.folder, RUNS);
  }

  /** Resolves when it is on the disk. */
  async append(qualification: Qualification): Promise<void> {
    await appendLine(this.path, JSON.stringify(qualification));
  }

  /** Every qualification, in the order of writing, and what else stands in the file. */
  async read(): Promise<StoredQualifications> {
    const qualifications: Qualification[] = [];
    const damaged: DamagedLine[] = [];
    for await (const { number, text } of linesOf(this.path)) {
      const parsed = parse(text);
      if (typeof parsed === 'string') damaged.push({ line: number, why: parsed });
      else qualifications.push(parsed);
    }
    return { qualifications, damaged };
  }
}

/** The qualification of a line, or why it is none. */
function parse(text: string): Qualification | string {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return 'no JSON: its writing was cut off, or it was changed';
  }
  const result = v.safeParse(qualificationSchema, data);
  if (result.success) return result.output;
  const [issue] = result.issues;
  return `no qualification: ${v.getDotPath(issue) ?? 'the whole'}: ${issue.message}`;
}
