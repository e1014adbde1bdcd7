import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BenchHere, FAILS } from './bench-here.ts';

let bench: BenchHere;
beforeEach(() => {
  bench = new BenchHere();
});
afterEach(() => {
  bench.close();
});

describe('fob bench run ends with 2, and runs nothing, when', () => {
  it.each(['--records', '--bundles', '--wsjf'])(
    '%s names what can be no folder',
    async (option) => {
      const file = bench.file('file', '');
      const run = ['run', bench.scenario('bad', FAILS), option, `${file}/below`];
      const { status, stdout, stderr } = await bench.run(run);
      expect([status, stdout]).toEqual([2, '']);
      expect(stderr).toContain(`${file}/below`);
      expect(stderr).toContain('ENOTDIR');
    },
  );
});
