import { getStatus, sealed, trimClock } from '@fobkit/protocol';
import type { Check } from '../model.ts';
import { hex } from '../probe/by-hand.ts';
import { check } from '../probe/define.ts';
import { HARMLESS, works } from '../probe/harmless.ts';

const needs = ['key'] as const;

/** The commands that are taken outside a channel alone. */
const OPEN = [0x01, getStatus.code, 0x03, 0x04, 0x05, 0x06, 0x10, 0x11] as const;

export const sealedChecks: readonly Check[] = [
  check(
    ['sealed-repeated', 'gives a repeated sealed request the same reply and executes nothing'],
    ['§5.5.4', 'MSG-28'],
    { needs },
    async (t) => {
      const talk = await t.talk();
      const seal = await t.seal(talk);
      const { trimPpb, events } = await t.status(talk, 1);
      const before = events[0]?.sequence ?? 0;
      const first = await seal.inner(trimClock.code, trimClock.request.encode({ trimPpb }));
      const again = await talk.raw(first.message);
      t.is(again.bytes, first.reply, '§5.5.4', 'the reply to the same sealed request');
      const after = (await t.status(talk, 1)).events[0]?.sequence ?? 0;
      t.is(after - before, 1, '§5.5.4', 'events of one TrimClock sent twice');
      await works(t, seal, '§5.5.4', 'of the next request');
    },
  ),
  check(
    ['sealed-without-channel', 'tells that there is no channel on a link'],
    ['§5.5.4', '§5.6.1', 'MSG-26'],
    { needs: ['hang-up'] },
    async (t) => {
      const talk = await t.talk();
      const payload = sealed.request.encode({ sequence: 0, ciphertext: new Uint8Array(32) });
      const { status, bytes } = await talk.exchange(talk.envelope(sealed.code, payload));
      t.is(status, 'no-channel', '§5.5.4', 'status of Sealed');
      t.is(bytes.at(-1), 0x23, 'MSG-26', 'number of no-channel');
    },
  ),
  check(
    ['sealed-sequence', 'refuses another number than the one that is due, and stays as it was'],
    ['§5.5.2', '§5.5.4', '§5.5.5'],
    { needs },
    async (t) => {
      const seal = await t.seal(await t.talk());
      await works(t, seal, '§5.5.1', 'of the first request');
      const box = seal.prepare(HARMLESS);
      for (const sequence of [box.sequence + 1, 0, 0xffff_ffff]) {
        const { outer } = await seal.send({ ...box, sequence });
        t.is(outer, 'out-of-sequence', '§5.5.4', `status of number ${sequence}`);
      }
      t.is((await seal.send(box)).outer, 'ok', '§5.5.5', 'status of the number that is due');
    },
  ),
  check(
    ['sealed-broken', 'refuses a seal that does not verify, and stays as it was'],
    ['§5.5.2', '§5.5.4', '§5.5.5'],
    { needs },
    async (t) => {
      const talk = await t.talk();
      const seal = await t.seal(talk);
      await works(t, seal, '§5.5.1', 'of the first request');
      const box = seal.prepare(HARMLESS);
      const ciphertext = box.ciphertext.map((byte, at) => (at === 0 ? byte ^ 1 : byte));
      const damaged = await seal.send({ ...box, ciphertext });
      t.is(damaged.outer, 'seal-broken', '§5.5.4', 'status of a flipped bit');
      const other = await seal.send({ ...box, tag: talk.tag() });
      t.is(other.outer, 'seal-broken', '§5.5.2', 'status of a seal of another tag');
      t.is((await seal.send(box)).outer, 'ok', '§5.5.5', 'status of the true request');
    },
  ),
  check(
    ['sealed-inner', 'answers what is inside by the steps of the messages, the outer status ok'],
    ['§5.5.4', '§5.5.3', 'MSG-24', 'CMD-1'],
    { needs },
    async (t) => {
      const seal = await t.seal(await t.talk());
      const steps = [
        [0x0fff, hex('a0'), 'unknown-command', 'an unknown command'],
        ...OPEN.map((code) => [code, hex('a0'), 'unknown-command', `command ${code}`] as const),
        [trimClock.code, hex('00'), 'bad-payload', 'a payload that is no map'],
      ] as const;
      for (const [code, payload, due, what] of steps) {
        const { outer, status } = await seal.inner(code, payload);
        t.is(outer, 'ok', 'MSG-24', `outer status of ${what}`);
        t.is(status, due, 'MSG-24', `inner status of ${what}`);
      }
      for (const plain of [hex('a0'), hex('00'), hex('a10118220000')]) {
        const answer = await seal.send(seal.prepare(plain));
        t.is(answer.outer, 'ok', '§5.5.4', 'outer status of a plaintext that is no request');
        t.is(answer.status, 'malformed', '§5.5.4', 'inner status of it');
        t.is(answer.command, 0, '§5.5.4', 'command of the inner reply');
      }
    },
  ),
  check(
    ['channel-seal-required', 'takes the sealed commands inside a channel alone'],
    ['CMD-1', 'MSG-22', '§5.5.1'],
    {},
    async (t) => {
      const talk = await t.talk();
      for (const code of [0x20, 0x21, 0x22, 0x23, 0x24, 0x25]) {
        const status = await talk.status(code, hex('a0'));
        t.is(status, 'seal-required', 'CMD-1', `status of command ${code} in the clear`);
      }
    },
  ),
];
