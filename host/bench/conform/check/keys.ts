import { keyCheck, rotateTransportKey, wipe } from '@fobkit/protocol';
import type { Check } from '../model.ts';
import { hex } from '../probe/by-hand.ts';
import { check } from '../probe/define.ts';
import { works } from '../probe/harmless.ts';
import { ascii, BY_RFC } from '../probe/load.ts';
import type { Probe } from '../probe/probe.ts';

const needs = ['key'] as const;

export const keyChecks: readonly Check[] = [
  check(
    ['rotate-key', 'puts a new transport key in the place of the one that holds'],
    ['§5.2.1', '§5.2.4', '§5.6.5', '§5.8.1', '§5.8.3', 'CMD-33'],
    { needs },
    async (t) => {
      const talk = await t.talk();
      const seal = await t.blank(talk);
      const old = t.key;
      const key = t.otherKey;
      const { keyGeneration } = await seal.must(rotateTransportKey, { key }, '§5.8.1');
      t.rekeyed(key);
      t.is(keyGeneration, 1, '§5.2.4', 'generation that RotateTransportKey tells');
      t.is((await t.info(talk)).keyGeneration, 1, '§5.8.3', 'generation that GetInfo tells');
      await works(t, seal, '§5.6.5', 'in the channel after the rotation');
      const { status } = await t.handshake(talk, { key: old });
      t.is(status, 'wrong-key', '§5.8.1', 'OpenChannel by the old key');
      const next = await t.seal(talk);
      t.is((await next.ask(wipe, {})).status, 'ok', '§5.8.1', 'Wipe by the new key');
      t.wiped();
      t.is((await t.info(talk)).keyGeneration, 0, '§5.2.4', 'generation after a wipe');
      t.is((await t.handshake(talk)).status, 'ok', '§5.2.4', 'OpenChannel by the factory key');
    },
  ),
  check(
    ['rotate-weak-key', 'refuses zeros, the factory key and the key that holds'],
    ['§5.8.1', 'CMD-33'],
    { needs },
    async (t) => {
      const talk = await t.talk();
      const seal = await t.blank(talk);
      const factory = t.key;
      const own = t.otherKey;
      for (const key of [new Uint8Array(32), factory]) {
        const { status } = await seal.ask(rotateTransportKey, { key });
        t.is(status, 'weak-key', 'CMD-33', 'status of zeros and of the factory key');
      }
      await seal.must(rotateTransportKey, { key: own }, 'CMD-33');
      t.rekeyed(own);
      for (const key of [own, factory]) {
        const { status } = await seal.ask(rotateTransportKey, { key });
        t.is(status, 'weak-key', 'CMD-33', 'status of the key that holds, of the factory key');
      }
      t.is((await t.info(talk)).keyGeneration, 1, 'CMD-33', 'generation after refusals');
      await t.blank(talk);
    },
  ),
  check(
    ['key-check', 'proves the seed and everything that was loaded with it'],
    ['§5.9.1', '§5.9.2', '§5.9.3', 'CMD-34', 'CMD-6'],
    { needs },
    async (t) => {
      const talk = await t.talk();
      const seal = await t.blank(talk);
      const load = await t.load(seal, BY_RFC);
      const { deviceId } = await t.info(talk);
      const nonce = t.env.randomBytes(16);
      const { tag } = await seal.must(keyCheck, { nonce }, '§5.9.1');
      t.is(tag, tagByHand(t, { load, nonce, deviceId }), '§5.9.1', 'the tag of KeyCheck');
      const other = await seal.must(keyCheck, { nonce: t.env.randomBytes(16) }, '§5.9.2');
      t.that(String(other.tag) !== String(tag), '§5.9.2', 'the tag is the same for another nonce');
    },
  ),
];

interface TagParts {
  readonly load: {
    readonly seed: Uint8Array;
    readonly serialLabel: string;
    readonly digits: number;
  };
  readonly nonce: Uint8Array;
  readonly deviceId: Uint8Array;
}

/** The computation of §5.9, with the parameters written by hand for TOTP, SHA-1, 30 s, T0 0. */
function tagByHand(t: Probe, { load, nonce, deviceId }: TagParts): Uint8Array {
  const { primitives } = t.env;
  const label = ascii(load.serialLabel);
  const parameters = Uint8Array.of(
    ...hex('a7 0200 0300 04'),
    load.digits,
    ...hex('05'),
    ...(label.length < 24 ? [0x60 | label.length] : [0x78, label.length]),
    ...label,
    ...hex('0600 07181e 0800'),
  );
  const extracted = primitives.hmacSha256(new Uint8Array(32), load.seed);
  const key = primitives.hmacSha256(extracted, Uint8Array.of(...ascii('fobkit key check'), 1));
  return primitives.hmacSha256(key, Uint8Array.of(...nonce, ...deviceId, ...parameters));
}
