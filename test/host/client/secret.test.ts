import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../../host/client/secret.ts';

describe('a secret', () => {
  const secret = new Secret(Uint8Array.from([0xde, 0xad]));

  it.each([
    ['a string', String(secret)],
    ['JSON', JSON.stringify({ secret })],
    ['inspect', inspect({ nested: [secret] }, { showHidden: true, depth: 9 })],
  ])('prints as [secret] in %s', (_, printed) => {
    expect(printed).toContain('[secret]');
    expect(printed).not.toMatch(/222|173|dead/i);
  });

  it('keeps its own copy', () => {
    const bytes = Uint8Array.from([1, 2]);
    const kept = new Secret(bytes);
    bytes.fill(0);
    expect([...kept.expose()]).toEqual([1, 2]);
  });

  it('is zeros once it is erased', () => {
    const erased = new Secret(Uint8Array.from([1, 2]));
    erased.erase();
    expect([...erased.expose()]).toEqual([0, 0]);
  });
});
