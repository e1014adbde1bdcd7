import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { QualificationStore } from '@fobkit/bench';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { qualification } from './qualifications.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fobkit-qualify-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

it('qualifications come back as they were, in the order of writing', async () => {
  const store = await QualificationStore.open(folder);
  const second = qualification({ outcome: 'NOT QUALIFIED', reasons: ['why'] });
  await store.append(qualification());
  await store.append(second);
  expect(await (await QualificationStore.open(folder)).read()).toEqual({
    qualifications: [qualification(), second],
    damaged: [],
  });
});

it('one whose writing was cut off is told, and costs no other', async () => {
  const store = await QualificationStore.open(folder);
  await store.append(qualification());
  appendFileSync(store.path, JSON.stringify(qualification()).slice(0, 40));
  const again = await QualificationStore.open(folder);
  await again.append(qualification());
  const { damaged, qualifications } = await again.read();
  expect(qualifications).toHaveLength(2);
  expect(damaged).toEqual([{ line: 2, why: expect.stringContaining('no JSON') as unknown }]);
});

it('a line with another outcome than there is qualifies nothing', async () => {
  const store = await QualificationStore.open(folder);
  const text = JSON.stringify(qualification()).replace('"QUALIFIED"', '"GOOD"');
  writeFileSync(store.path, `${text}\n`);
  expect(await store.read()).toEqual({
    qualifications: [],
    damaged: [{ line: 1, why: expect.stringContaining('outcome') as unknown }],
  });
});

it('a folder that cannot be made is told by its name', async () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  await expect(QualificationStore.open(join(file, 'kept'))).rejects.toThrow(join(file, 'kept'));
});
