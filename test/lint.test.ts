import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { describe, expect, it } from 'vitest';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

// The planted files do not exist, so no project holds them: the rules that ask types are left out.
const eslint = new ESLint({
  cwd: root,
  overrideConfig: [
    { files: ['**/*.ts'], ...tseslint.configs.disableTypeChecked },
    { files: ['**/*.ts'], languageOptions: { parserOptions: { projectService: false } } },
  ],
});

/** The house rules that complain of this text in this file. */
async function complaints(path: string, text: string): Promise<(string | null)[]> {
  const [result] = await eslint.lintText(text, { filePath: join(root, path) });
  return (result?.messages ?? [])
    .filter(({ ruleId }) => ruleId !== '@typescript-eslint/no-unused-vars')
    .map(({ ruleId, message }) => ruleId ?? message);
}

describe('lint finds', () => {
  it.each([
    ['a default export', 'host/cli/a.ts', `export default 1;`, 'no-restricted-syntax'],
    ['an enum', 'host/cli/a.ts', `export enum A { B }`, 'no-restricted-syntax'],
    ['a namespace', 'protocol/a.ts', `namespace A { f(); }`, '@typescript-eslint/no-namespace'],
    ['`private`', 'protocol/a.ts', `class A { private b = 1 }`, 'no-restricted-syntax'],
    ['an `export *`', 'protocol/a.ts', `export * from './b.ts';`, 'no-restricted-syntax'],
    ['any', 'test/a.ts', `let a: any;`, '@typescript-eslint/no-explicit-any'],
    ['!', 'test/a.ts', `f(a!);`, '@typescript-eslint/no-non-null-assertion'],
    ['a hook of support', 'test/support/a.ts', `afterEach(f);`, 'no-restricted-syntax'],
    ['five parameters', 'test/a.ts', `f((a, b, c, d, e) => 1);`, '@typescript-eslint/max-params'],
    ['301 lines', 'host/cli/a.ts', 'f();\n'.repeat(301), 'max-lines'],
    ['Date in protocol', 'protocol/a.ts', `f(Date);`, 'no-restricted-globals'],
    ['Buffer in protocol', 'protocol/a.ts', `f(Buffer);`, 'no-restricted-globals'],
    ['randomness', 'protocol/a.ts', `f(Math.random());`, 'no-restricted-properties'],
    ['a timer in a fob', 'firmware-sim/fob/a.ts', `setTimeout(f, 1);`, 'no-restricted-globals'],
    ['Math.pow', 'firmware-sim/hardware/a.ts', `f(Math.pow(2, 3));`, 'no-restricted-properties'],
    ['**', 'firmware-sim/profile/a.ts', `f(2 ** 3);`, 'no-restricted-syntax'],
    ['**=', 'firmware-sim/profile/a.ts', `let a = 2; a **= 3; f(a);`, 'no-restricted-syntax'],
    ['the clock in host', 'host/testing/a.ts', `f(Date.now());`, 'no-restricted-properties'],
    ['new Date() in host', 'host/testing/a.ts', `f(new Date());`, 'no-restricted-syntax'],
    ['a timer in host', 'host/emulator/a.ts', `setTimeout(f, 1);`, 'no-restricted-globals'],
    ['Node in the client', 'host/client/wire/a.ts', `f(process);`, 'no-restricted-globals'],
    ['Node in a browser', 'host/client/browser/a.ts', `f(Buffer);`, 'no-restricted-globals'],
  ])('%s', async (_, path, text, rule) => {
    expect(await complaints(path, text)).toEqual([rule]);
  });

  it.each([
    ['protocol/a.ts', 'node:fs'],
    ['protocol/a.ts', 'valibot'],
    ['protocol/a.ts', '@fobkit/client'],
    ['firmware-sim/firmware/a.ts', '../hardware/lcd.ts'],
    ['firmware-sim/firmware/handlers/a.ts', '../../fob/fob.ts'],
    ['firmware-sim/firmware/a.ts', '@noble/hashes/sha2.js'],
    ['firmware-sim/hardware/a.ts', '../firmware/boot.ts'],
    ['firmware-sim/fob/a.ts', '../plug/pty.ts'],
    ['firmware-sim/fob/a.ts', 'node:fs'],
    ['firmware-sim/index.ts', './control/index.ts'],
    ['host/client/a.ts', '@fobkit/firmware-sim/plug'],
    ['host/client/a.ts', '@fobkit/testing'],
    ['host/client/a.ts', 'vitest'],
    ['host/bench/a.ts', '@fobkit/bank'],
    ['host/bank/a.ts', '@fobkit/emulator'],
    ['host/client/a.ts', '@fobkit/client'],
    ['host/client/a.ts', '../../test/support/a.ts'],
    ['host/client/a.ts', './b.js'],
    ['host/client/wire/a.ts', 'node:fs'],
    ['host/client/wire/a.ts', '../node/b.ts'],
    ['host/client/a.ts', './browser/b.ts'],
    ['host/client/browser/a.ts', '../node/b.ts'],
    ['host/client/browser/a.ts', 'node-hid'],
    ['host/emulator/a.ts', 'node:timers/promises'],
  ])('%s importing %s', async (path, specifier) => {
    const found = await complaints(path, `import '${specifier}';`);
    expect(new Set(found)).toEqual(new Set(['no-restricted-imports']));
  });
});

describe('lint allows', () => {
  it.each([
    ['a port in the parts', 'firmware-sim/hardware/a.ts', `import '../firmware/env.ts';`],
    ['the store in the firmware', 'firmware-sim/firmware/a.ts', `import './store/journal.ts';`],
    ['the firmware in the fob', 'firmware-sim/fob/a.ts', `import '../firmware/boot.ts';`],
    ['the fob in the plugs', 'firmware-sim/plug/a.ts', `import '../fob/fob.ts';`],
    ['Node in the plugs', 'firmware-sim/plug/a.ts', `import 'node:net';`],
    ['the emulator in the CLI', 'host/cli/a.ts', `import '@fobkit/emulator';`],
    ['vitest in the fixtures', 'host/testing/vitest.ts', `import 'vitest';`],
    ['a date of a given time', 'host/testing/a.ts', `f(new Date(0));`],
    ['the clock in its adapter', 'host/client/system-clock.ts', `f(Date.now(), setTimeout);`],
    ['`export *` in an entry point', 'protocol/index.ts', `export * from './a.ts';`],
    ['a hook of a test', 'test/a.test.ts', `afterEach(f);`],
    ['a hook that a function sets', 'test/a.ts', `export function f(): void { afterEach(g); }`],
    ['a member of that name', 'protocol/a.ts', `f(env.crypto, { process: 1 });`],
  ])('%s', async (_, path, text) => {
    expect(await complaints(path, text)).toEqual([]);
  });
});
