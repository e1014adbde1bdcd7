import { join } from 'node:path';
import { appendLine, makeLineFile } from '../record/line-file.ts';
import { linesOf } from '../record/record-lines.ts';
import { type DamagedLine, storedLine } from '../record/stored-line.ts';
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
    const store = new QualificationStore(folder);
    await makeLineFile(store.path, 'qualifications');
    return store;
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
    for await (const line of linesOf(this.path)) {
      const stored = storedLine(line, qualificationSchema, 'qualification');
      if ('why' in stored) damaged.push(stored);
      else qualifications.push(stored.value);
    }
    return { qualifications, damaged };
  }
}
