import { describe, expect, it } from 'vitest';
import { importCircles } from './circles.ts';
import { scanSource, type Source } from './scan.ts';

describe('circles of imports', () => {
  const file = (path: string, text: string): Source => scanSource(path, text);

  it('are found through several files, once', () => {
    const sources = [
      file('host/cli/a.ts', "import { b } from './b/b.ts';"),
      file('host/cli/b/b.ts', "import type { C } from '../c.ts';"),
      file('host/cli/c.ts', "export { a } from './a.ts';"),
    ];
    expect(importCircles(sources)).toEqual([
      expect.stringContaining('host/cli/a.ts -> host/cli/b/b.ts -> host/cli/c.ts -> host/cli/a.ts'),
    ]);
  });

  it('are none where two ways lead to one file, or where a file is loaded when it is called for', () => {
    const sources = [
      file('host/cli/a.ts', "import './b.ts'; import './c.ts';"),
      file('host/cli/b.ts', "import './c.ts';"),
      file('host/cli/c.ts', "export const load = () => import('./a.ts');"),
    ];
    expect(importCircles(sources)).toEqual([]);
  });
});
