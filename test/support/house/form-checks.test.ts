import { describe, expect, it } from 'vitest';
import { barrels, fileNames, fileSizes, forms } from './form-checks.ts';
import { scanSource } from './scan.ts';
import { faults } from './faults.ts';

describe('files', () => {
  it.each(['protocol/Reader.ts', 'protocol/crc_32.ts', 'host/cli/subCommand/a.ts', 'test/a.tsx'])(
    '%s is not kebab-case',
    (path) => {
      expect(faults(fileNames, path, '')).toBe(1);
    },
  );
  it.each(['protocol/bytes/crc32.ts', 'test/a-b.test.ts', 'vitest.config.ts'])('%s is', (path) => {
    expect(faults(fileNames, path, '')).toBe(0);
  });

  const sized = (path: string, lines: number): number =>
    fileSizes([scanSource(path, 'f();\n'.repeat(lines))], {
      usual: 300,
      most: 500,
      long: { 'protocol/long.ts': 'a reason' },
      tables: ['protocol/table.ts'],
    }).length;

  it('300 lines are allowed, one more is not', () => {
    expect([sized('protocol/a.ts', 300), sized('protocol/a.ts', 301)]).toEqual([0, 1]);
  });
  it('listed files and tests may have 500, one more they may not', () => {
    expect([sized('protocol/long.ts', 500), sized('protocol/long.ts', 501)]).toEqual([0, 1]);
    expect([sized('test/a.test.ts', 500), sized('test/a.test.ts', 501)]).toEqual([0, 1]);
  });
  it('a table may not hold code', () => {
    expect(sized('protocol/table.ts', 1)).toBe(1);
  });
  it.each([`export const A = [1, { b: 'c' }] as const satisfies B;`, `export type A = number;`])(
    'a table may hold %s',
    (text) => {
      expect(scanSource('a.ts', text).onlyData).toBe(true);
    },
  );
  it.each([`function a(): void {}`, `const a = { b: () => 1 };`, `const a = b();`])(
    'a table may not hold %s',
    (text) => {
      expect(scanSource('a.ts', text).onlyData).toBe(false);
    },
  );

  it.each([
    [`export default 1;`],
    [`export default function a(): void {}`],
    [`export default class {}`],
    [`const a = 1; export { a as default };`],
    [`export * from './b.ts';`],
    [`export enum A { B }`],
    [`namespace A { export const b = 1; }`],
    [`export const a: any = 1;`],
    [`export const a = b!;`],
  ])('%s is found', (text) => {
    expect(forms([scanSource('protocol/a.ts', text)], new Set())).toHaveLength(1);
  });
  it.each([
    [`switch (a) { default: b(); }`],
    [`declare module 'vitest' { interface Matchers { toVerify(): void } }`],
  ])('%s is not', (text) => {
    expect(forms([scanSource('protocol/a.ts', text)], new Set())).toEqual([]);
  });

  it('a barrel and an index.ts are found unless they are entry points', () => {
    const inner = scanSource('protocol/oath/all.ts', `export { a } from './a.ts';`);
    const index = scanSource('protocol/oath/index.ts', `export const a = 1;`);
    expect(barrels([inner, index], new Set())).toHaveLength(2);
    expect(barrels([inner, index], new Set([inner.path, index.path]))).toEqual([]);
  });
});
