import { describe, expect, it } from 'vitest';
import { bytes, copyBytes, message, required, Secret } from '@fobkit/protocol';

describe('a copy of a Buffer', () => {
  it('stays when the Buffer is overwritten', () => {
    const buffer = Buffer.from([1, 2, 3]);
    const copy = copyBytes(buffer);
    buffer.fill(0);
    expect([...copy]).toEqual([1, 2, 3]);
    expect(Buffer.isBuffer(copy)).toBe(false);
  });

  it('may be of a part', () => {
    expect([...copyBytes(Buffer.from([1, 2, 3, 4]), 1, 3)]).toEqual([2, 3]);
  });
});

it('a secret made from a Buffer keeps its bytes when the Buffer, or what it revealed, is overwritten', () => {
  const buffer = Buffer.from([7, 7]);
  const secret = new Secret(buffer);
  buffer.fill(0);
  secret.reveal().fill(0);
  expect([...secret.reveal()]).toEqual([7, 7]);
});

it('a byte string read out of a Buffer keeps its bytes when the Buffer is used again', () => {
  const type = message('one', { value: required(1, bytes(2)) });
  const buffer = Buffer.from(type.encode({ value: Uint8Array.of(8, 9) }));
  const { value } = type.decode(buffer);
  buffer.fill(0);
  expect([...value]).toEqual([8, 9]);
});
