import { rotateTransportKey, wipe } from '@fobkit/protocol';
import type { Check } from '../model.ts';
import { hex } from '../probe/by-hand.ts';
import { check } from '../probe/define.ts';
import { HARMLESS, outerOf } from '../probe/harmless.ts';
import type { Probe } from '../probe/probe.ts';
import type { Seal } from '../probe/seal.ts';
import type { Talk } from '../probe/talk.ts';

const needs = ['key'] as const;
const TICKS = 32_768;
/** Seconds by the attempts that stand in the count (§5.7.3). */
const DELAYS = [0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 3600, 3600] as const;

/** A handshake with a key that does not hold. */
async function wrongKey(t: Probe, talk: Talk): Promise<string> {
  return (await t.handshake(talk, { key: t.env.randomBytes(32) })).status;
}

/** Waits until the fob looks at an attempt again, and takes the count back to 0. */
async function clearCount(t: Probe, talk: Talk): Promise<void> {
  const { channelDelay } = await t.status(talk);
  if (channelDelay > 0) await t.wait(channelDelay / TICKS + 0.1);
  t.is(await outerOf(await t.seal(talk)), 'ok', '§5.7.2', 'the first sealed request');
}

export const channelLifeChecks: readonly Check[] = [
  check(
    ['channel-of-a-link', 'keeps a channel to the link on which it was opened'],
    ['§5.6.1', 'USB-7'],
    { needs: ['key', 'two-links'] },
    async (t) => {
      const [talk, other] = [await t.talk(), await t.otherTalk()];
      const seal = await t.seal(talk);
      t.is(await outerOf(seal), 'ok', '§5.5.1', 'the first sealed request');
      const box = seal.prepare(HARMLESS);
      const { status } = await other.exchange(seal.message(box));
      t.is(status, 'no-channel', '§5.6.1', 'status of Sealed on another link');
      t.is((await seal.send(box)).outer, 'ok', '§5.6.1', 'Sealed on its own link');
    },
  ),
  check(
    [
      'channel-proven-stays',
      'keeps a proven channel whatever handshakes come, until another proves',
    ],
    ['§5.6.2', '§5.7.1'],
    { needs },
    async (t) => {
      const talk = await t.talk();
      const first = await t.seal(talk);
      t.is(await outerOf(first), 'ok', '§5.5.1', 'the first sealed request');
      t.is(await wrongKey(t, talk), 'wrong-key', '§5.4.4', 'status of a wrong key');
      t.is(await outerOf(first), 'ok', '§5.6.2', 'the proven channel after a wrong key');
      const pending = await t.seal(talk);
      t.is(await outerOf(first), 'ok', '§5.6.2', 'the proven channel beside a pending one');
      t.is(await outerOf(pending), 'ok', '§5.6.2', 'the pending channel');
      const over = await outerOf(first);
      t.that(over !== 'ok', '§5.6.2', 'the proven channel goes on beside the one that replaced it');
      t.is(await outerOf(pending), 'ok', '§5.6.2', 'the channel that took its place');
    },
  ),
  check(
    ['channel-pending-one', 'keeps one pending channel, the last one'],
    ['§5.6.2'],
    { needs },
    async (t) => {
      const talk = await t.talk();
      const [first, second] = [await t.seal(talk), await t.seal(talk)];
      t.is(await outerOf(first), 'seal-broken', '§5.6.2', 'a pending channel that was pushed out');
      t.is(await outerOf(second), 'ok', '§5.6.2', 'the pending channel that pushed it out');
    },
  ),
  check(
    ['channel-idle', 'ends a channel after 60 s without a sealed request'],
    ['§5.6.3'],
    { needs, seconds: 115 },
    async (t) => {
      const talk = await t.talk();
      const seal = await t.seal(talk);
      t.is(await outerOf(seal), 'ok', '§5.5.1', 'the first sealed request');
      await t.wait(55);
      t.is(await outerOf(seal), 'ok', '§5.6.3', 'Sealed after 55 s');
      await t.wait(62);
      t.is(await outerOf(seal), 'no-channel', '§5.6.3', 'Sealed after 62 s more');
    },
  ),
  check(
    ['channel-pending-idle', 'ends a pending channel 60 s after its handshake'],
    ['§5.6.3'],
    { needs, seconds: 62 },
    async (t) => {
      const talk = await t.talk();
      const seal = await t.seal(talk);
      await t.wait(62);
      t.is(await outerOf(seal), 'no-channel', '§5.6.3', 'the first sealed request after 62 s');
      await clearCount(t, talk);
    },
  ),
  check(
    ['channel-link-closed', 'ends a channel when its link closes'],
    ['§5.6.3', 'USB-26'],
    { needs: ['key', 'serial', 'hang-up'] },
    async (t) => {
      const seal = await t.seal(await t.talk());
      t.is(await outerOf(seal), 'ok', '§5.5.1', 'the first sealed request');
      await t.closeWires();
      const { outer } = await elsewhere(seal, await t.talk());
      t.is(outer, 'no-channel', '§5.6.3', 'status of Sealed after the link was closed');
    },
  ),
  check(
    ['channel-reset', 'ends a channel when the fob resets'],
    ['§5.6.3'],
    { needs: ['key', 'power-cut'] },
    async (t) => {
      const seal = await t.seal(await t.talk());
      t.is(await outerOf(seal), 'ok', '§5.5.1', 'the first sealed request');
      await t.powerCut();
      const { outer } = await elsewhere(seal, await t.talk());
      t.is(outer, 'no-channel', '§5.6.3', 'status of Sealed after a reset');
    },
  ),
  check(
    ['channel-pending-rekeyed', 'ends a pending channel when the transport key changes'],
    ['§5.6.3'],
    { needs },
    async (t) => {
      const talk = await t.talk();
      const proven = await t.blank(talk);
      t.is(await outerOf(proven), 'ok', '§5.5.1', 'the first sealed request');
      const pending = await t.seal(talk);
      const key = t.otherKey;
      await proven.must(rotateTransportKey, { key }, '§5.8.1');
      t.rekeyed(key);
      const after = await outerOf(pending);
      t.that(after !== 'ok', '§5.6.3', 'a channel under the old key proves itself');
      await t.blank(talk);
    },
  ),
  check(
    ['attempts-delay', 'delays attempts by the number that stands in the count'],
    ['§5.7.1', '§5.7.3', '§5.7.5', 'CMD-5', '§5.4.4'],
    { needs, seconds: 8000 },
    async (t) => {
      const talk = await t.talk();
      await clearCount(t, talk);
      for (let attempts = 1; attempts < DELAYS.length; attempts++) {
        t.is(await wrongKey(t, talk), 'wrong-key', '§5.7.3', `status of attempt ${attempts}`);
        const delay = (DELAYS[attempts] ?? 0) * TICKS;
        const told = (await t.status(talk)).channelDelay;
        t.that(told <= delay && told >= delay - TICKS, '§5.7.3', why(attempts, told, delay));
        if (delay === 0) continue;
        t.is(await wrongKey(t, talk), 'delayed', '§5.7.1', 'status before the delay has passed');
        t.is((await t.info(talk)).protocolVersion, 1, 'CMD-5', 'GetInfo while it is delayed');
        await t.wait(delay / TICKS + 0.05);
      }
      await clearCount(t, talk);
    },
  ),
  check(
    ['attempts-delayed-key', 'does not look at a good key either before the delay has passed'],
    ['§5.7.1', 'CMD-5'],
    { needs, seconds: 3 },
    async (t) => {
      const talk = await t.talk();
      await clearCount(t, talk);
      const { wrongKeys, resets } = await t.status(talk);
      for (let count = 0; count < 3; count++) await wrongKey(t, talk);
      t.is((await t.handshake(talk)).status, 'delayed', '§5.7.1', 'status of the good key');
      t.is((await t.handshake(talk)).status, 'delayed', '§5.7.1', 'status of the good key again');
      const after = await t.status(talk);
      t.is(after.wrongKeys - wrongKeys, 3, '§5.7.1', 'wrong keys counted');
      t.is(after.resets, resets, '§5.7.1', 'resets in between');
      await t.wait(1.1);
      t.is(await outerOf(await t.seal(talk)), 'ok', '§5.7.3', 'the good key after the delay');
    },
  ),
  check(
    ['attempts-cleared', 'clears the count by the first sealed request alone'],
    ['§5.7.2'],
    { needs, seconds: 3 },
    async (t) => {
      const talk = await t.talk();
      await clearCount(t, talk);
      for (let count = 0; count < 3; count++) {
        t.is((await t.handshake(talk)).status, 'ok', '§5.4.1', 'status of OpenChannel');
      }
      t.is((await t.handshake(talk)).status, 'delayed', '§5.7.2', 'status of the fourth handshake');
      await t.wait(1.1);
      const seal = await t.seal(talk);
      t.is(await outerOf(seal), 'ok', '§5.7.2', 'the first sealed request');
      for (let count = 0; count < 2; count++) {
        t.is(await wrongKey(t, talk), 'wrong-key', '§5.7.2', 'status when the count is cleared');
      }
      await clearCount(t, talk);
    },
  ),
  check(
    ['attempts-replayed', 'counts a recorded handshake, which opens nothing'],
    ['§5.7.2', '§5.6.2'],
    { needs, seconds: 5 },
    async (t) => {
      const talk = await t.talk();
      const { first, seal } = await t.handshake(talk);
      t.that(seal !== undefined, '§5.4.1', 'OpenChannel is refused');
      if (seal !== undefined) t.is(await outerOf(seal), 'ok', '§5.5.1', 'the first sealed request');
      const payload = Uint8Array.of(...hex('a1015830'), ...first);
      for (let count = 0; count < 3; count++) await talk.status(0x10, payload);
      t.is(await talk.status(0x10, payload), 'delayed', '§5.7.2', 'status of the fourth replay');
      if (seal !== undefined) t.is(await outerOf(seal), 'ok', '§5.6.2', 'the proven channel');
      await clearCount(t, talk);
    },
  ),
  check(
    ['attempts-reset', 'runs the whole delay again after a reset'],
    ['§5.7.1', '§5.7.4', '§5.7.2', 'CMD-2'],
    { needs: ['key', 'power-cut'], seconds: 20 },
    async (t) => {
      const talk = await t.talk();
      await clearCount(t, talk);
      for (let count = 0; count < 3; count++) await wrongKey(t, talk);
      await t.wait(1.1);
      t.is(await wrongKey(t, talk), 'wrong-key', '§5.7.3', 'status of the fourth attempt');
      await t.wait(1.8);
      await t.powerCut();
      const next = await t.talk();
      const { channelDelay } = await t.status(next);
      t.that(
        channelDelay > 1.2 * TICKS,
        '§5.7.4',
        `the delay after a reset is ${channelDelay} ticks`,
      );
      t.is((await t.handshake(next)).status, 'delayed', '§5.7.4', 'status after a reset');
      await clearCount(t, next);
    },
  ),
  check(
    ['attempts-uptime', 'measures the delay by uptime, whatever its clock is set to'],
    ['§5.7.4'],
    { needs, seconds: 5 },
    async (t) => {
      const talk = await t.talk();
      const seal = await t.blank(talk);
      t.is(await outerOf(seal), 'ok', '§5.5.1', 'a sealed request');
      for (let count = 0; count < 4; count++) {
        await wrongKey(t, talk);
        if (count === 2) await t.wait(1.1);
      }
      await t.setClock(seal, 4_000_000_000);
      const { channelDelay } = await t.status(talk);
      t.that(channelDelay > TICKS, '§5.7.4', 'the delay is over when the clock was set forward');
      await t.setClock(seal, Math.floor(t.env.clock.unixMs() / 1000));
      await clearCount(t, talk);
    },
  ),
  check(
    ['attempts-kept', 'keeps the count of attempts over a wipe'],
    ['CMD-38', '§5.7.2'],
    { needs, seconds: 5 },
    async (t) => {
      const talk = await t.talk();
      const seal = await t.blank(talk);
      t.is(await outerOf(seal), 'ok', '§5.5.1', 'a sealed request');
      for (let count = 0; count < 3; count++) await wrongKey(t, talk);
      t.is((await seal.ask(wipe, {})).status, 'ok', 'CMD-36', 'status of Wipe');
      t.wiped();
      t.is((await t.handshake(talk)).status, 'delayed', 'CMD-38', 'OpenChannel after the wipe');
      await clearCount(t, talk);
    },
  ),
];

function why(attempts: number, told: number, due: number): string {
  return `with ${attempts} attempts the delay is ${told} ticks, where ${due} are due`;
}

/** The next request of a channel, sent on another link. */
function elsewhere(seal: Seal, talk: Talk): Promise<{ readonly outer: string }> {
  const message = seal.message(seal.prepare(HARMLESS));
  return talk.exchange(message).then(({ status }) => ({ outer: status }));
}
