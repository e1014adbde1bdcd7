import { describe, expect, it } from 'vitest';
import {
  clientPlatforms,
  firmwareSeesPortsOnly,
  innerDirection,
  packageDirection,
  productionWithoutTests,
  protocolImportsNobody,
  pureInside,
  relativeImports,
} from './direction-checks.ts';
import { importCircles } from './circles.ts';
import { barrels, fileNames, fileSizes, forms } from './form-checks.ts';
import { declaredImports, referencesMatchDependencies } from './manifest-checks.ts';
import type { Manifest } from './manifests.ts';
import { clientGlobals, exactPhysics, hostClock, sandboxGlobals } from './name-checks.ts';
import type { Check } from './paths.ts';
import { scanSource, type Source } from './scan.ts';

/** How many faults the check finds in a file with this text. */
function faults(check: Check, path: string, text: string): number {
  return check([scanSource(path, text)]).length;
}

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

describe('a barred name is found', () => {
  it.each([
    ['called', `export const a = setTimeout(b, 1);`],
    ['as a value', `export const a = [performance];`],
    ['shorthand', `export const a = { process };`],
    ['as a type', `export type A = Buffer;`],
    ['constructed', `export const a = new TextEncoder();`],
    ['through globalThis', `export const a = globalThis['Date'];`],
    ['as a property', `export const a = Math.random();`],
    ['as an element', `export const a = Math['random']();`],
    ['destructured', `const { random } = Math;`],
    ['exported', `export { Date };`],
  ])('%s', (_, text) => {
    expect(faults(sandboxGlobals, 'protocol/a.ts', text)).toBeGreaterThan(0);
    expect(faults(sandboxGlobals, 'firmware-sim/fob/a.ts', text)).toBeGreaterThan(0);
    expect(faults(sandboxGlobals, 'firmware-sim/plug/a.ts', text)).toBe(0);
  });

  it.each([
    ['a member', `export const a = env.crypto.hash();`],
    ['a key', `export const a = { process: 1 };`],
    ['a property of a type', `export interface A { readonly performance: number }`],
    ['a method', `export class A { fetch(): void {} }`],
    ['a parameter', `export function a(crypto: B): B { return crypto; }`],
    ['an import', `import { Date } from './date.ts'; export const a = Date;`],
    ['a word in a comment', `// Date, Math.random, setTimeout`],
  ])('but not where the word is %s', (_, text) => {
    expect(faults(sandboxGlobals, 'protocol/a.ts', text)).toBe(0);
  });
});

describe('arithmetic', () => {
  it('finds powers and functions that engines round, inside firmware-sim only', () => {
    const text = `export const a = Math.exp(1) + 2 ** 3; let b = 2; b **= 2;`;
    expect(faults(exactPhysics, 'firmware-sim/hardware/a.ts', text)).toBe(3);
    expect(faults(exactPhysics, 'firmware-sim/control/a.ts', text)).toBe(0);
    expect(faults(exactPhysics, 'host/client/a.ts', text)).toBe(0);
  });
  it('leaves + − × ÷, floor and square root alone', () => {
    const text = `export const a = Math.floor(Math.sqrt(2) * 3 / 4 - 5 + 6);`;
    expect(faults(exactPhysics, 'firmware-sim/hardware/a.ts', text)).toBe(0);
  });
});

describe('the clock of host', () => {
  const text = `setTimeout(f, 1); Date.now(); new Date(); Date(); import 'node:timers/promises';`;
  it('is found where it is not the place for it', () => {
    expect(faults(hostClock, 'host/testing/a.ts', text)).toBe(5);
  });
  it('is allowed in the CLI and in the adapter', () => {
    expect(faults(hostClock, 'host/cli/a.ts', text)).toBe(0);
    expect(faults(hostClock, 'host/client/system-clock.ts', text)).toBe(0);
  });
  it('is not read by a date of a given time', () => {
    expect(faults(hostClock, 'host/testing/a.ts', `export const a = new Date(0);`)).toBe(0);
  });
});

describe('direction', () => {
  it.each([
    ['protocol/a.ts', '@fobkit/client'],
    ['firmware-sim/fob/a.ts', '@fobkit/client'],
    ['host/client/a.ts', '@fobkit/firmware-sim'],
    ['host/cli/a.ts', '@fobkit/firmware-sim/plug'],
    ['host/cli/a.ts', '@fobkit/testing'],
    ['host/client/a.ts', 'fobkit'],
    ['host/bench/a.ts', '@fobkit/emulator'],
    ['host/bench/a.ts', '@fobkit/bank'],
    ['host/station/a.ts', '@fobkit/bench'],
    ['host/bank/a.ts', '@fobkit/station'],
  ])('%s may not import %s', (path, specifier) => {
    expect(faults(packageDirection, path, `import '${specifier}';`)).toBe(1);
  });

  it.each([
    ['firmware-sim/fob/a.ts', '@fobkit/protocol'],
    ['host/emulator/a.ts', '@fobkit/firmware-sim/plug'],
    ['host/bank/a.ts', '@fobkit/store'],
    ['host/cli/a.ts', '@fobkit/bench'],
  ])('%s may import %s', (path, specifier) => {
    expect(faults(packageDirection, path, `import '${specifier}';`)).toBe(0);
  });

  it.each(['node:fs', 'valibot', '@fobkit/protocol'])('protocol may not import %s', (specifier) => {
    expect(faults(protocolImportsNobody, 'protocol/a.ts', `import '${specifier}';`)).toBe(1);
  });

  it.each(['../hardware/lcd.ts', '../index.ts', '@noble/hashes', 'node:fs'])(
    'the firmware may not see %s',
    (specifier) => {
      const path = 'firmware-sim/firmware/a.ts';
      expect(faults(firmwareSeesPortsOnly, path, `import '${specifier}';`)).toBe(1);
    },
  );

  it.each(['./env.ts', './store/journal.ts', '@fobkit/protocol'])(
    'the firmware may see %s',
    (specifier) => {
      const path = 'firmware-sim/firmware/a.ts';
      expect(faults(firmwareSeesPortsOnly, path, `import '${specifier}';`)).toBe(0);
    },
  );

  it.each([
    ['firmware-sim/firmware/handlers/a.ts', '../../hardware/lcd.ts'],
    ['firmware-sim/hardware/a.ts', '../firmware/boot.ts'],
    ['firmware-sim/fault/a.ts', '../plug/pty.ts'],
    ['firmware-sim/fob/a.ts', '../control/server.ts'],
    ['firmware-sim/index.ts', './plug/index.ts'],
  ])('%s may not see %s', (path, specifier) => {
    expect(faults(innerDirection, path, `import '${specifier}';`)).toBe(1);
  });

  it.each([
    ['firmware-sim/hardware/a.ts', '../firmware/env.ts'],
    ['firmware-sim/fob/a.ts', '../firmware/boot.ts'],
    ['firmware-sim/control/a.ts', '../fob/fob.ts'],
  ])('%s may see %s', (path, specifier) => {
    expect(faults(innerDirection, path, `import '${specifier}';`)).toBe(0);
  });

  it.each(['node:fs', 'koffi', 'hono', '@resvg/resvg-js'])(
    'only outermost folders of firmware-sim import %s',
    (specifier) => {
      expect(faults(pureInside, 'firmware-sim/fob/a.ts', `import '${specifier}';`)).toBe(1);
      expect(faults(pureInside, 'firmware-sim/plug/a.ts', `import '${specifier}';`)).toBe(0);
    },
  );

  it.each([
    ['host/client/wire/a.ts', 'node:fs'],
    ['host/client/a.ts', 'node-hid'],
    ['host/client/wire/a.ts', '../node/b.ts'],
    ['host/client/a.ts', './browser/b.ts'],
    ['host/client/browser/a.ts', 'node:crypto'],
    ['host/client/browser/a.ts', '../node/b.ts'],
    ['host/client/browser/a.ts', 'usb'],
    ['host/client/node/a.ts', '../browser/b.ts'],
  ])('%s may not import %s', (path, specifier) => {
    expect(faults(clientPlatforms, path, `import '${specifier}';`)).toBe(1);
  });

  it.each([
    ['host/client/node/a.ts', 'node:fs'],
    ['host/client/node/a.ts', 'usb'],
    ['host/client/node/a.ts', '../wire/b.ts'],
    ['host/client/browser/a.ts', '../wire/b.ts'],
    ['host/client/browser/a.ts', '@noble/hashes/hmac.js'],
    ['host/client/a.ts', '@fobkit/protocol'],
    ['host/cli/a.ts', 'node:fs'],
  ])('%s may import %s', (path, specifier) => {
    expect(faults(clientPlatforms, path, `import '${specifier}';`)).toBe(0);
  });

  it('names of Node are found in the client, but for its part for Node', () => {
    const text = `export const a = [process, Buffer];`;
    expect(faults(clientGlobals, 'host/client/wire/a.ts', text)).toBe(2);
    expect(faults(clientGlobals, 'host/client/browser/a.ts', text)).toBe(2);
    expect(faults(clientGlobals, 'host/client/node/a.ts', text)).toBe(0);
    expect(faults(clientGlobals, 'host/cli/a.ts', text)).toBe(0);
  });

  it.each(['../../test/support/a.ts', 'vitest', 'fast-check', '@fobkit/testing'])(
    'production may not import %s',
    (specifier) => {
      expect(faults(productionWithoutTests, 'host/cli/a.ts', `import '${specifier}';`)).toBe(1);
    },
  );

  it('the fixtures for vitest may import vitest', () => {
    expect(faults(productionWithoutTests, 'host/testing/vitest.ts', `import 'vitest';`)).toBe(0);
  });

  it.each(['../protocol/index.ts', './no-such.ts', './b.js', './b'])(
    'a relative import may not be %s',
    (specifier) => {
      const sources = [
        scanSource('firmware-sim/a.ts', `import '${specifier}';`),
        scanSource('firmware-sim/b.ts', ''),
        scanSource('protocol/index.ts', ''),
      ];
      expect(relativeImports(sources)).toHaveLength(1);
    },
  );
});

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

describe('manifests', () => {
  const protocol: Manifest = {
    folder: 'protocol',
    name: '@fobkit/protocol',
    exports: new Map([['.', 'protocol/index.ts']]),
    dependencies: new Map(),
    bin: new Map(),
    references: [],
  };
  const client: Manifest = {
    folder: 'host/client',
    name: '@fobkit/client',
    exports: new Map(),
    dependencies: new Map([['@fobkit/protocol', '0.1.0']]),
    bin: new Map(),
    references: ['protocol'],
  };
  const imports = (specifier: string): number =>
    declaredImports([scanSource('host/client/a.ts', `import '${specifier}';`)], [protocol, client])
      .length;

  it('an undeclared package and an undeclared entry point are found', () => {
    expect(imports('valibot')).toBe(1);
    expect(imports('@fobkit/protocol/oath')).toBe(1);
  });
  it('a declared entry point and a module of Node are not', () => {
    expect(imports('@fobkit/protocol')).toBe(0);
    expect(imports('node:fs')).toBe(0);
  });
  it('a dependency without a project reference is found, and the reverse', () => {
    expect(referencesMatchDependencies([{ ...client, references: [] }])).toHaveLength(1);
    expect(referencesMatchDependencies([{ ...client, dependencies: new Map() }])).toHaveLength(1);
    expect(referencesMatchDependencies([protocol, client])).toEqual([]);
  });
});

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
