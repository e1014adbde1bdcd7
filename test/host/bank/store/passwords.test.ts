import type { SecretVault } from '@fobkit/store';
import { expect, test } from 'vitest';
import { ownerOf, Passwords } from '../../../../host/bank/store/passwords.ts';

/** A vault that counts what is derived. */
function counted(): { readonly passwords: Passwords; readonly derived: () => number } {
  let derived = 0;
  const none = (): never => {
    throw new Error('not for passwords');
  };
  const vault: SecretVault = {
    seal: none,
    open: none,
    fingerprint: (secret) => {
      derived++;
      return secret.reveal();
    },
  };
  const passwords = new Passwords(vault, (length) => new Uint8Array(length).fill(5), 10);
  return { passwords, derived: () => derived };
}

test('a password of nobody, and one that is too long, cost the same work as any other', async () => {
  const { passwords, derived } = counted();
  const owner = ownerOf.user('123456', 'tanaka');
  const hashed = await passwords.hash('riyousha3', owner);
  const before = derived();
  expect(await passwords.matches('riyousha3', undefined, owner)).toBe(false);
  expect(derived()).toBe(before + 1);
  expect(await passwords.matches('x'.repeat(1_000_000), hashed, owner)).toBe(false);
  expect(derived()).toBe(before + 2);
  expect(await passwords.matches('riyousha3', hashed, owner)).toBe(true);
  expect(derived()).toBe(before + 3);
});

test('what is right for one is wrong for another, and for another use', async () => {
  const { passwords } = counted();
  const hashed = await passwords.hash('riyousha3', ownerOf.loginCode('123456'));
  expect(await passwords.matches('riyousha3', hashed, ownerOf.confirmation('123456'))).toBe(false);
  expect(await passwords.matches('riyousha3', hashed, ownerOf.loginCode('234567'))).toBe(false);
});
