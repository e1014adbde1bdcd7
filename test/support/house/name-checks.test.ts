import { describe, expect, it } from 'vitest';
import { exactPhysics, hostClock, sandboxGlobals } from './name-checks.ts';
import { faults } from './faults.ts';

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
