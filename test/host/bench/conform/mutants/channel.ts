import { Rng } from '../../../../../firmware-sim/hardware/rng.ts';
import { Rtc } from '../../../../../firmware-sim/hardware/rtc.ts';
import { Channel } from '../../../../../firmware-sim/firmware/channel.ts';
import { Core } from '../../../../../firmware-sim/firmware/core.ts';
import { getInfoHandler } from '../../../../../firmware-sim/firmware/handlers/get-info.ts';
import { keyCheckHandler } from '../../../../../firmware-sim/firmware/handlers/key-check.ts';
import { rotateTransportKeyHandler } from '../../../../../firmware-sim/firmware/handlers/rotate-transport-key.ts';
import { getInfo, replyEnvelope } from '@fobkit/protocol';
import { answering, commandOf, handling, inReply, isStatus } from './changing.ts';
import { coreNow, type Mutant, patch, patchGetter, together } from './plant.ts';
import { exchanging, opening } from './in-channel.ts';

const TICKS = 32_768;

export const channelMutants: readonly Mutant[] = [
  {
    name: 'opens no third message of a channel',
    rule: '§5.5.2',
    caughtBy: 'channel-opens',
    wide: 'most checks load the fob in a channel',
    plant: exchanging((_, original, args) =>
      args[2].sequence === 2 ? { status: 'seal-broken' } : original(...args),
    ),
  },
  {
    name: 'tells another batch key id',
    rule: '§5.2.3',
    caughtBy: 'channel-factory-key',
    plant: inReply(getInfoHandler, getInfo, (info) => ({ ...info, batchKeyId: new Uint8Array(4) })),
  },
  {
    name: 'tells a wrong key as a bad payload',
    rule: '§5.4.4',
    caughtBy: 'channel-wrong-key',
    plant: isStatus('wrong-key', 'bad-payload'),
  },
  {
    name: 'answers a public key of small order',
    rule: '§5.1.1',
    caughtBy: 'channel-zero-secret',
    plant: opening((_, original, args) => {
      const outcome = original(...args);
      const zero = args[1].subarray(0, 32).every((byte) => byte === 0);
      return zero ? { status: 'ok', reply: { handshake: new Uint8Array(48) } } : outcome;
    }),
  },
  {
    name: 'draws the same random numbers again and again',
    rule: '§5.1.5',
    caughtBy: 'channel-ephemerals',
    plant: () => patch(Rng.prototype, 'bytes', () => (length) => new Uint8Array(length).fill(0x42)),
  },
  {
    name: 'counts a handshake of a wrong length as an attempt',
    rule: '§5.4.3',
    caughtBy: 'channel-length',
    plant: answering((message, good) => {
      const reply = good(message);
      const bad = replyEnvelope.decode(reply).status === 'bad-payload';
      const { guard, env } = coreNow();
      if (bad && commandOf(message) === 0x10) guard.commitAttempt(env.rtc.uptime());
      return reply;
    }),
  },
  {
    name: 'has another status when there is no channel',
    rule: '§5.5.4',
    caughtBy: 'sealed-without-channel',
    plant: isStatus('no-channel', 'out-of-sequence'),
  },
  {
    name: 'ends a channel at a number that is not due',
    rule: '§5.5.5',
    caughtBy: 'sealed-sequence',
    plant: exchanging((self, original, args) => {
      const outcome = original(...args);
      if (outcome.status === 'out-of-sequence') self.close(args[0]);
      return outcome;
    }),
  },
  {
    name: 'ends a channel at a seal that does not verify',
    rule: '§5.5.5',
    caughtBy: 'sealed-broken',
    plant: exchanging((self, original, args) => {
      const outcome = original(...args);
      if (outcome.status === 'seal-broken') self.close(args[0]);
      return outcome;
    }),
  },
  {
    name: 'calls an unknown command inside the channel a bad payload',
    rule: 'MSG-24',
    caughtBy: 'sealed-inner',
    plant: exchanging((_, original, [link, tag, box, run]) =>
      original(link, tag, box, (request) => {
        const reply = run(request);
        return reply.status === 'unknown-command' ? { ...reply, status: 'bad-payload' } : reply;
      }),
    ),
  },
  {
    name: 'executes a repeated sealed request again',
    rule: '§5.5.4',
    caughtBy: 'sealed-repeated',
    wide: 'it loads each seed twice',
    plant: exchanging((_, original, [link, tag, box, run]) =>
      original(link, tag, box, (request) => {
        run(request);
        return run(request);
      }),
    ),
  },
  {
    name: 'goes on with the factory key after a rotation',
    rule: '§5.8.1',
    caughtBy: 'rotate-key',
    plant: () => patchGetter(Core.prototype, 'transportKey', (self) => self.env.factoryKey),
  },
  {
    name: 'takes a weak key',
    rule: 'CMD-33',
    caughtBy: 'rotate-weak-key',
    plant: handling(rotateTransportKeyHandler, (answer) =>
      answer.status === 'weak-key' ? { status: 'ok', payload: Uint8Array.of(0xa1, 1, 1) } : answer,
    ),
  },
  {
    name: 'computes another tag',
    rule: '§5.9.1',
    caughtBy: 'key-check',
    plant: handling(keyCheckHandler, (answer) => {
      const payload = answer.payload?.slice();
      if (payload === undefined) return answer;
      payload[payload.length - 1] = (payload.at(-1) ?? 0) ^ 1;
      return { ...answer, payload };
    }),
  },
  {
    name: 'opens what is sealed for one link on any',
    rule: '§5.6.1',
    caughtBy: 'channel-of-a-link',
    plant: (): (() => void) => {
      let at = 0;
      return together(
        opening((_, original, args) => {
          [at] = args;
          return original(...args);
        })(),
        exchanging((_, original, [, ...rest]) => original(at, ...rest))(),
      );
    },
  },
  {
    name: 'ends the channel of others at a wrong key',
    rule: '§5.6.2',
    caughtBy: 'channel-proven-stays',
    plant: opening((self, original, args) => {
      const outcome = original(...args);
      if (outcome.status === 'wrong-key') self.close(args[0]);
      return outcome;
    }),
  },
  {
    name: 'forgets that a pending channel was pushed out',
    rule: '§5.6.2',
    caughtBy: 'channel-pending-one',
    plant: isStatus('seal-broken', 'no-channel'),
  },
  {
    name: 'ends a channel after 50 s',
    rule: '§5.6.3',
    caughtBy: 'channel-idle',
    plant: (): (() => void) => {
      let used = 0;
      return exchanging((self, original, args) => {
        const now = coreNow().env.rtc.uptime();
        if (now - used > 50 * TICKS && args[2].sequence > 0) self.close(args[0]);
        used = now;
        return original(...args);
      })();
    },
  },
  {
    name: 'never ends a channel by itself',
    rule: '§5.6.3',
    caughtBy: 'channel-pending-idle',
    plant: (): (() => void) => {
      let frozen = false;
      return together(
        patch(
          Rtc.prototype,
          'uptime',
          (original) =>
            function (this: Rtc) {
              return frozen ? 0 : original.call(this);
            },
        ),
        exchanging((_, original, [link, tag, box, run]) => {
          frozen = true;
          try {
            return original(link, tag, box, (request) => {
              frozen = false;
              const reply = run(request);
              frozen = true;
              return reply;
            });
          } finally {
            frozen = false;
          }
        })(),
      );
    },
  },
  {
    name: 'keeps a channel when its link is closed',
    rule: '§5.6.3',
    caughtBy: 'channel-link-closed',
    plant: (): (() => void) => {
      let at = 0;
      return together(
        patch(Channel.prototype, 'close', () => () => undefined),
        opening((_, original, args) => {
          [at] = args;
          return original(...args);
        })(),
        exchanging((_, original, [, ...rest]) => original(at, ...rest))(),
      );
    },
  },
  {
    name: 'keeps a channel over a reset',
    rule: '§5.6.3',
    caughtBy: 'channel-reset',
    plant: (): (() => void) => {
      let last: { channel: Channel; link: number } | undefined;
      return together(
        patch(Channel.prototype, 'close', () => () => undefined),
        opening((self, original, args) => {
          last = { channel: self, link: args[0] };
          return original(...args);
        })(),
        patch(
          Channel.prototype,
          'exchange',
          (original) =>
            function (this: Channel, link, ...rest) {
              const own = original.call(this, link, ...rest);
              const other = last?.channel;
              if (own.status !== 'no-channel' || other === undefined || other === this) return own;
              return original.call(other, last?.link ?? link, ...rest);
            },
        ),
      );
    },
  },
  {
    name: 'keeps a pending channel under a key that holds no longer',
    rule: '§5.6.3',
    caughtBy: 'channel-pending-rekeyed',
    plant: (): (() => void) => {
      const shared = new WeakMap<Core, Uint8Array>();
      return patchGetter(Core.prototype, 'transportKey', (self, original) => {
        const held = shared.get(self) ?? new Uint8Array(32);
        shared.set(self, held);
        held.set(original());
        return held;
      });
    },
  },
];
