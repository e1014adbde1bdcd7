import { fork } from 'node:child_process';
import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RecordStore, type RunRecord } from '@fobkit/bench';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Attachments } from '../../../../host/bench/record/attachments.ts';
import { runOf } from '../run/support.ts';

/** By sha256sum. */
const SHA256_OF_A_CAPTURE = '53088c078b552adeee6b970cb61b1e52b9861ebcc87646785cbbb334d7efb48d';

let folder = '';
let record: RunRecord;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fobkit-records-'));
  record = await runOf(`faults: { dark: lcd.segment 1a }
steps: [press, { measure: { name: rail, of: rail, min: 2 V } }, { group: { attempts: 2, steps: [{ host: info }] } }]`);
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

test('a record is read back as it was', async () => {
  const store = await RecordStore.open(folder);
  await store.append(record);
  expect(await store.read()).toEqual({ records: [record], damaged: [] });
});

test('a record is one line, and a picture is kept once however often it was seen', async () => {
  const store = await RecordStore.open(folder);
  await store.append(record);
  await store.append(record);
  const text = await readFile(store.path, 'utf8');
  expect(text.split('\n')).toHaveLength(3);
  expect(text).not.toContain('<svg');
  const pictures = new Set(record.timeline.map(({ picture }) => picture).filter(Boolean));
  expect(await readdir(join(folder, 'attachments'))).toHaveLength(pictures.size);
});

test('a record whose writing was cut off is told, and those before and after it are there', async () => {
  const store = await RecordStore.open(folder);
  await store.append(record);
  await appendFile(store.path, JSON.stringify(record).slice(0, 1000));
  const torn = await store.read();
  expect(torn.records).toHaveLength(1);
  expect(torn.damaged).toEqual([{ line: 2, why: expect.stringMatching(/cut off/) as unknown }]);

  const again = await RecordStore.open(folder);
  await again.append(record);
  const { records, damaged } = await again.read();
  expect(records).toHaveLength(2);
  expect(damaged).toEqual([{ line: 2, why: 'no JSON' }]);
});

test('a store that is open loses no record by a writing that was cut off meanwhile', async () => {
  const store = await RecordStore.open(folder);
  await store.append(record);
  await appendFile(store.path, JSON.stringify(record).slice(0, 1000));
  await store.append(record);
  const { records, damaged } = await store.read();
  expect(records).toHaveLength(2);
  expect(damaged).toEqual([{ line: 2, why: 'no JSON' }]);
});

test('a record that is too long to be read back is refused, and no other lost', async () => {
  const store = await RecordStore.open(folder);
  await store.append(record);
  const tool = 'x'.repeat(64 * 1024 * 1024);
  await expect(store.append({ ...record, tool })).rejects.toThrow(/nobody could read it back/);
  expect((await store.read()).records).toHaveLength(1);
});

test('a line longer than any record is told, and those around it are there', async () => {
  const store = await RecordStore.open(folder);
  await store.append(record);
  await appendFile(store.path, `${'x'.repeat(64 * 1024 * 1024 + 1)}\n`);
  await store.append(record);
  const { records, damaged } = await store.read();
  expect(records).toHaveLength(2);
  expect(damaged).toEqual([{ line: 2, why: expect.stringMatching(/too long/) as unknown }]);
});

test('a line that is no record is told with the field at fault', async () => {
  const store = await RecordStore.open(folder);
  await writeFile(store.path, `${JSON.stringify({ ...record, verdict: 'MAYBE' })}\n`);
  const { records, damaged } = await store.read();
  expect(records).toEqual([]);
  expect(damaged[0]?.why).toMatch(/^no record of a run: verdict: /);
});

test('records are read without their pictures where nobody wants these', async () => {
  const store = await RecordStore.open(folder);
  await store.append(record);
  const timeline = record.timeline.map(({ picture: _, ...rest }) => rest);
  expect(timeline).not.toEqual(record.timeline);
  const find = vi.spyOn(Attachments.prototype, 'find');
  const { records } = await store.read({ pictures: false });
  expect(records).toEqual([{ ...record, timeline }]);
  expect(find).not.toHaveBeenCalled();
  find.mockRestore();
});

test('a picture that was changed or lost is left out, and nothing else', async () => {
  const store = await RecordStore.open(folder);
  await store.append(record);
  await rm(join(folder, 'attachments'), { recursive: true });
  const { records, damaged } = await store.read();
  expect(damaged).toEqual([]);
  expect(records[0]?.timeline.some(({ picture }) => picture !== undefined)).toBe(false);
  expect(records[0]?.steps).toEqual(record.steps);
});

test('an attachment is found by its SHA-256, and by nothing else', async () => {
  const attachments = new Attachments(join(folder, 'attachments'));
  const sha256 = await attachments.add('a capture');
  expect(sha256).toBe(SHA256_OF_A_CAPTURE);
  expect(new TextDecoder().decode(await attachments.find(sha256))).toBe('a capture');
  expect(await attachments.find('../records.jsonl')).toBeUndefined();
  await writeFile(join(folder, 'attachments', sha256), 'something else');
  expect(await attachments.find(sha256)).toBeUndefined();
});

test('several processes write at once, and no line is lost or mixed', async () => {
  await RecordStore.open(folder);
  await writeFile(join(folder, 'one.json'), JSON.stringify(record));
  const writer = fileURLToPath(new URL('append-records.ts', import.meta.url));
  const ended = [1, 2, 3].map(() => {
    const child = fork(writer, [folder, '20'], { execArgv: ['--conditions=fobkit-source'] });
    const { promise, resolve } = Promise.withResolvers<number | null>();
    child.on('exit', resolve);
    return promise;
  });
  expect(await Promise.all(ended)).toEqual([0, 0, 0]);
  const { records, damaged } = await (await RecordStore.open(folder)).read();
  expect(damaged).toEqual([]);
  expect(records).toHaveLength(60);
});
