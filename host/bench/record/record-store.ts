import { join } from 'node:path';
import { UsageError } from '@fobkit/protocol';
import type { RunRecord } from '../run/record.ts';
import { Attachments } from './attachments.ts';
import { appendLine, makeLineFile } from './line-file.ts';
import { linesOf, LONGEST_LINE } from './record-lines.ts';
import { runRecordSchema } from './record-schema.ts';
import { type DamagedLine, storedLine } from './stored-line.ts';

const RECORDS = 'records.jsonl';
const ATTACHMENTS = 'attachments';
const IN_ATTACHMENT = 'sha256:';

export interface RecordsWanted {
  readonly pictures?: boolean;
}

export interface StoredRecords {
  readonly records: readonly RunRecord[];
  /** What could not be read; the last line among them when its writing was cut off. */
  readonly damaged: readonly DamagedLine[];
}

/**
 * Records of runs in a folder: `records.jsonl`, one record a line, and pictures beside it by their
 * SHA-256. Several processes may write at once: each record is one write at the end of the file.
 */
export class RecordStore {
  readonly folder: string;
  readonly #attachments: Attachments;

  private constructor(folder: string) {
    this.folder = folder;
    this.#attachments = new Attachments(join(folder, ATTACHMENTS));
  }

  /** Makes the folder where it is not there. @throws UsageError when it cannot be written. */
  static async open(folder: string): Promise<RecordStore> {
    const store = new RecordStore(folder);
    await makeLineFile(store.path, 'records');
    return store;
  }

  get path(): string {
    return join(this.folder, RECORDS);
  }

  /** Resolves when the record is on the disk: nobody is told a verdict before that. */
  async append(record: RunRecord): Promise<void> {
    const timeline = await Promise.all(
      record.timeline.map(async (sample) => {
        if (sample.picture === undefined) return sample;
        const sha256 = await this.#attachments.add(sample.picture);
        return { ...sample, picture: `${IN_ATTACHMENT}${sha256}` };
      }),
    );
    const line = JSON.stringify({ ...record, timeline });
    const { length } = new TextEncoder().encode(line);
    if (length > LONGEST_LINE) {
      throw new UsageError(`the record has ${String(length)} bytes: nobody could read it back`);
    }
    await appendLine(this.path, line);
  }

  /**
   * Every record, in the order of writing, and what else stands in the file.
   *
   * @param wanted Whether pictures, too, are read from the disk: with them if absent.
   */
  async read({ pictures = true }: RecordsWanted = {}): Promise<StoredRecords> {
    const records: RunRecord[] = [];
    const damaged: DamagedLine[] = [];
    for await (const line of linesOf(this.path)) {
      const stored = storedLine(line, runRecordSchema, 'record of a run');
      if ('why' in stored) damaged.push(stored);
      else {
        const { value } = stored;
        records.push(pictures ? await this.#withPictures(value) : withoutPictures(value));
      }
    }
    return { records, damaged };
  }

  async #withPictures(record: RunRecord): Promise<RunRecord> {
    const timeline = await Promise.all(
      record.timeline.map(async (sample) => {
        const { picture, ...rest } = sample;
        if (picture?.startsWith(IN_ATTACHMENT) !== true) return sample;
        const found = await this.#attachments.find(picture.slice(IN_ATTACHMENT.length));
        return found === undefined ? rest : { ...rest, picture: new TextDecoder().decode(found) };
      }),
    );
    return { ...record, timeline };
  }
}

function withoutPictures(record: RunRecord): RunRecord {
  return { ...record, timeline: record.timeline.map(({ picture: _, ...rest }) => rest) };
}
