import { describe, expect, it } from 'vitest';
import { scanSource } from './scan.ts';

function modules(text: string): string[] {
  return scanSource('a.ts', text).modules.map(({ how, specifier }) => `${how} ${specifier}`);
}

describe('the scanner finds a module named by', () => {
  it.each([
    ['a plain import', `import { a } from 'x';`, 'import x'],
    ['a type import', `import type { A } from 'x';`, 'import x'],
    ['an import for its effect', `import 'x';`, 'import x'],
    ['a re-export', `export { a } from 'x';`, 'export x'],
    ['a re-export of all', `export * from 'x';`, 'export x'],
    ['a dynamic import', `const a = await import('x');`, 'dynamic x'],
    ['a template without holes', 'void import(`x`);', 'dynamic x'],
    ['a computed import', `void import(name);`, 'dynamic <computed>'],
    ['require', `const a = require('x');`, 'dynamic x'],
    ['import = require', `import a = require('x');`, 'import x'],
    ['an import type', `let a: import('x').A;`, 'type x'],
    ['the URL of a worker', `new Worker(new URL('./x.ts', import.meta.url));`, 'url ./x.ts'],
  ])('%s', (_, text, found) => {
    expect(modules(text)).toEqual([found]);
  });

  it('nothing in comments and strings', () => {
    expect(modules(`// import 'x'\nconst a = "import 'x'"; /* require('x') */`)).toEqual([]);
  });
});
