import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../protocol/bytes/errors.ts';
import { Secret } from '../../../protocol/oath/secret.ts';
import { ascii } from './oath-support.ts';

const bytes = ascii('hunter2!');

describe('Secret', () => {
  it.each([
    ['as a string', (secret: Secret) => String(secret)],
    ['joined', (secret: Secret) => [secret].join()],
    ['inspected', (secret: Secret) => inspect(secret)],
    ['inspected with hidden fields', (secret: Secret) => inspect(secret, { showHidden: true })],
    ['as a field of what is inspected', (secret: Secret) => inspect({ secret }).slice(10, -2)],
    ['serialised', (secret: Secret) => JSON.parse(JSON.stringify(secret)) as string],
  ])('gives [secret] %s', (_, print) => {
    expect(print(new Secret(bytes))).toBe('[secret]');
  });

  it('has no enumerable field', () => {
    expect(Object.entries(new Secret(bytes))).toEqual([]);
  });

  it('copies its bytes in and out', () => {
    const given = bytes.slice();
    const secret = new Secret(given);
    given.fill(0);
    secret.reveal().fill(0);
    expect(secret.reveal()).toEqual(bytes);
    expect(secret.length).toBe(bytes.length);
  });

  it('reveals nothing once wiped', () => {
    const secret = new Secret(bytes);
    secret.wipe();
    expect(() => secret.reveal()).toThrow(UsageError);
  });
});
