import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RecordStore, runRecordSchema } from '@fobkit/bench';
import * as v from 'valibot';

// A process of its own that writes one record many times.

const [, , folder = '', times = '0'] = process.argv;
const text = await readFile(join(folder, 'one.json'), 'utf8');
const record = v.parse(runRecordSchema, JSON.parse(text));
const store = await RecordStore.open(folder);
for (let time = 0; time < Number(times); time++) await store.append(record);
