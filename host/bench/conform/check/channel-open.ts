import { trimClock } from '@fobkit/protocol';
import type { Check } from '../model.ts';
import { hex } from '../probe/by-hand.ts';
import { check } from '../probe/define.ts';
import { works } from '../probe/harmless.ts';
import { ascii } from '../probe/load.ts';

const needs = ['key'] as const;

export const channelOpenChecks: readonly Check[] = [
  check(
    ['channel-opens', 'opens a channel by the key that holds, and answers in it'],
    [
      '§5.1.2',
      '§5.1.3',
      '§5.2.1',
      '§5.3.1',
      '§5.4.1',
      '§5.4.2',
      '§5.4.6',
      '§5.5.1',
      '§5.5.2',
      '§5.5.3',
    ],
    { needs },
    async (t) => {
      const talk = await t.talk();
      const { trimPpb } = await t.status(talk);
      const seal = await t.seal(talk);
      for (let number = 0; number < 3; number++) {
        const answer = await seal.inner(trimClock.code, trimClock.request.encode({ trimPpb }));
        t.is(answer.outer, 'ok', '§5.5.1', `outer status of sealed request ${number}`);
        t.is(answer.command, trimClock.code, '§5.5.3', 'command of the inner reply');
        t.is(answer.status, 'ok', '§5.5.3', 'inner status');
      }
      const refused = await seal.ask(trimClock, { trimPpb: 10_000_000 });
      t.is(refused.status, 'trim-limit', '§5.5.3', 'status of an inner request that is refused');
    },
  ),
  check(
    ['channel-factory-key', 'has the factory key that follows from its batch key and device id'],
    ['§5.2.2', '§5.2.3', '§5.2.4'],
    { needs: ['key', 'batch-key'] },
    async (t) => {
      const { primitives } = t.env;
      const batchKey = t.subject.batchKey ?? new Uint8Array(32);
      const talk = await t.talk();
      await t.blank(talk);
      const info = await t.info(talk);
      const id = primitives.hmacSha256(batchKey, ascii('fobkit batch key id')).subarray(0, 4);
      t.is(info.batchKeyId, id, '§5.2.3', 'the batch key id');
      t.is(info.keyGeneration, 0, '§5.2.4', 'generation of the factory key');
      // HKDF with the empty salt and one block, as RFC 5869 has it.
      const extracted = primitives.hmacSha256(new Uint8Array(32), batchKey);
      const label = Uint8Array.of(...ascii('fobkit transport key'), ...info.deviceId, 1);
      const key = primitives.hmacSha256(extracted, label);
      const { status } = await t.handshake(talk, { key });
      t.is(status, 'ok', '§5.2.2', 'OpenChannel by the derived key');
    },
  ),
  check(
    ['channel-wrong-key', 'tells another key, device id or version by wrong-key, and not which'],
    ['§5.3.1', '§5.3.2', '§5.4.4', 'MSG-38'],
    { needs },
    async (t) => {
      const wishes = [
        [{ key: t.env.randomBytes(32) }, '§5.4.4', 'another key'],
        [{ deviceId: t.env.randomBytes(8) }, '§5.3.2', 'another device id'],
        [{ version: 2 }, 'MSG-38', 'another version'],
      ] as const;
      for (const [wish, rule, what] of wishes) {
        const talk = await t.talk();
        const { status } = await t.handshake(talk, wish);
        t.is(status, 'wrong-key', rule, `status of a handshake by ${what}`);
        await works(t, await t.seal(talk), rule, 'of the next channel');
        await t.closeWires();
      }
    },
  ),
  check(
    ['channel-zero-secret', 'ends a handshake whose shared secret is zero'],
    ['§5.1.1', '§5.4.4'],
    { needs },
    async (t) => {
      const talk = await t.talk();
      const { primitives } = t.env;
      const zero = new Uint8Array(32);
      const one = Uint8Array.from({ length: 32 }, (_, index) => (index === 0 ? 1 : 0));
      for (const point of [zero, one]) {
        // The host ends it itself when message 2 comes, which the fob must not send.
        const weak = { ...primitives, x25519PublicKey: () => point, x25519: () => one };
        const status = await t.handshake(talk, { primitives: weak }).then(
          (opened) => opened.status,
          () => 'answered' as const,
        );
        t.is(status, 'wrong-key', '§5.1.1', 'status of a public key of small order');
      }
      await works(t, await t.seal(talk), '§5.4.4', 'of the next channel');
    },
  ),
  check(
    ['channel-ephemerals', 'draws a new ephemeral key for each handshake'],
    ['§5.1.5'],
    { needs },
    async (t) => {
      const talk = await t.talk();
      const seen = new Set<string>();
      for (let count = 0; count < 2; count++) {
        const { second, seal } = await t.handshake(talk);
        t.that(second !== undefined && seal !== undefined, '§5.4.1', 'OpenChannel is refused');
        seen.add(String(second?.subarray(0, 32)));
        if (seal !== undefined) await works(t, seal, '§5.4.6', 'of a new channel');
      }
      t.is(seen.size, 2, '§5.1.5', 'ephemeral keys of two handshakes');
    },
  ),
  check(
    [
      'channel-length',
      'refuses a handshake of another length than 48 bytes, and counts no attempt',
    ],
    ['§5.4.3', 'CMD-20'],
    { needs },
    async (t) => {
      const talk = await t.talk();
      await works(t, await t.seal(talk), '§5.4.1', 'of a channel');
      for (const head of ['582f', '5831', '40', '5820', '582f']) {
        const length = head.length === 2 ? 0 : Number.parseInt(head.slice(2), 16);
        const payload = Uint8Array.of(...hex('a101'), ...hex(head), ...new Uint8Array(length));
        const status = await talk.status(0x10, payload);
        t.is(status, 'bad-payload', '§5.4.3', `status of ${length} bytes`);
      }
      t.is((await t.status(talk)).channelDelay, 0, 'CMD-20', 'delay after them');
      t.is((await t.handshake(talk)).status, 'ok', 'CMD-20', 'OpenChannel after them');
    },
  ),
];
