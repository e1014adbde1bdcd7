import { getInfo, toHex } from '@fobkit/protocol';
import { getInfoHandler } from '../../../../../firmware-sim/firmware/handlers/get-info.ts';
import { getStatusHandler } from '../../../../../firmware-sim/firmware/handlers/get-status.ts';
import { loadSeedHandler } from '../../../../../firmware-sim/firmware/handlers/load-seed.ts';
import { selfTestHandler } from '../../../../../firmware-sim/firmware/handlers/self-test.ts';
import { AnswersOnce } from '../../../../../firmware-sim/firmware/link-session.ts';
import { answering, handling, inReply, isStatus, replying } from './changing.ts';
import { coreNow, type Mutant, patch } from './plant.ts';

/** Takes a message with a field of key 9 that it should refuse as if the field were not there. */
function lenient(value: string): () => () => void {
  return answering((message, good) => {
    const found = message[0] === 0xa5 && message[18] === 9 && toHex(message.subarray(19)) === value;
    return good(found ? Uint8Array.of(0xa4, ...message.subarray(1, 18)) : message);
  });
}

/** Refuses a message with a field of key 9 that it should pass over. */
function refusing(value: string): () => () => void {
  return answering((message, good) => {
    const found = message[0] === 0xa5 && message[18] === 9 && toHex(message.subarray(19)) === value;
    return good(found ? Uint8Array.of(...message, 0) : message);
  });
}

export const messageMutants: readonly Mutant[] = [
  {
    name: 'echoes another tag',
    rule: 'MSG-9',
    caughtBy: 'message-vectors',
    wide: 'no reply of it counts',
    plant: replying((reply) => ({ ...reply, tag: reply.tag.toReversed() })),
  },
  {
    name: 'logs an event for each refusal',
    rule: 'MSG-21',
    caughtBy: 'message-refusals-change-nothing',
    plant: replying((reply) => {
      if (reply.status === 'unknown-command') coreNow().log('button-stuck');
      return reply;
    }),
  },
  {
    name: 'looks at the payload before it asks for the seal',
    rule: 'MSG-22',
    caughtBy: 'message-steps',
    plant: replying((reply, message) =>
      reply.status === 'seal-required' && message.at(-1) === 0
        ? { ...reply, status: 'bad-payload' }
        : reply,
    ),
  },
  {
    name: 'has another number for no-channel',
    rule: 'MSG-26',
    caughtBy: 'sealed-without-channel',
    plant: isStatus('no-channel', 'wrong-key'),
  },
  {
    name: 'has another number for seal-required',
    rule: 'MSG-26',
    caughtBy: 'message-status-numbers',
    plant: isStatus('seal-required', 'weak-key', 0x25),
  },
  {
    name: 'executes a repeated request again',
    rule: 'MSG-28',
    caughtBy: 'message-repeated',
    plant: () =>
      patch(
        AnswersOnce.prototype,
        'answer',
        (original) =>
          function (this: AnswersOnce, message) {
            original.call(this, new Uint8Array(0));
            return original.call(this, message);
          },
      ),
  },
  {
    name: 'keeps every request of a link',
    rule: 'MSG-29',
    caughtBy: 'message-kept-one',
    plant: (): (() => void) => {
      const kept = new WeakMap<AnswersOnce, Map<string, Uint8Array>>();
      return patch(
        AnswersOnce.prototype,
        'answer',
        (original) =>
          function (this: AnswersOnce, message) {
            const mine = kept.get(this) ?? new Map<string, Uint8Array>();
            kept.set(this, mine);
            const reply = mine.get(String(message)) ?? original.call(this, message);
            mine.set(String(message), reply);
            return reply;
          },
      );
    },
  },
  {
    name: 'keeps one request for all links',
    rule: 'MSG-29',
    caughtBy: 'message-kept-by-link',
    plant: (): (() => void) => {
      const last: { message?: string; reply?: Uint8Array } = {};
      return patch(
        AnswersOnce.prototype,
        'answer',
        (original) =>
          function (this: AnswersOnce, message) {
            if (last.message === String(message) && last.reply !== undefined) return last.reply;
            last.message = String(message);
            last.reply = original.call(this, message);
            return last.reply;
          },
      );
    },
  },
  {
    name: 'calls a request of another version malformed',
    rule: 'MSG-36',
    caughtBy: 'message-version',
    plant: isStatus('unsupported-version', 'malformed'),
  },
  {
    name: 'does not tell that it knows Wink',
    rule: 'MSG-32',
    caughtBy: 'message-commands-told',
    plant: inReply(getInfoHandler, getInfo, (info) => {
      const commands = info.features.commands.filter((code) => code !== 6);
      return { ...info, features: { ...info.features, commands } };
    }),
  },
  {
    name: 'writes the keys of a reply in another order',
    rule: 'MSG-4',
    caughtBy: 'cbor-of-replies',
    plant: handling(selfTestHandler, (answer) => {
      const { payload } = answer;
      if (payload === undefined) return answer;
      const swapped = Uint8Array.of(payload[0] ?? 0, ...payload.subarray(3), 1, payload[2] ?? 0);
      return { ...answer, payload: swapped };
    }),
  },
  { name: 'takes null', rule: 'MSG-1', caughtBy: 'cbor-items', plant: lenient('f6') },
  { name: 'refuses true', rule: 'MSG-1', caughtBy: 'cbor-items-taken', plant: refusing('f5') },
  {
    name: 'takes 23 in two bytes',
    rule: 'MSG-2',
    caughtBy: 'cbor-shortest',
    plant: lenient('1817'),
  },
  {
    name: 'takes numbers of 64 bits',
    rule: 'MSG-3',
    caughtBy: 'cbor-largest',
    plant: lenient('1bffffffffffffffff'),
  },
  {
    name: 'takes keys in any order',
    rule: 'MSG-4',
    caughtBy: 'cbor-keys',
    plant: answering((message, good) => {
      const found = message[0] === 0xa5 && message[18] === 1 && message.length === 20;
      return good(found ? Uint8Array.of(0xa4, ...message.subarray(1, 18)) : message);
    }),
  },
  {
    name: 'does not look behind the end of an envelope',
    rule: 'MSG-6',
    caughtBy: 'cbor-ends',
    plant: answering((message, good) =>
      good(message[0] === 0xa4 && message.length === 19 ? message.subarray(0, 18) : message),
    ),
  },
  {
    name: 'takes an overlong form of UTF-8',
    rule: 'MSG-5',
    caughtBy: 'cbor-text',
    plant: handling(loadSeedHandler, (answer, payload) =>
      answer.status === 'bad-payload' && toHex(payload).includes('62c080')
        ? { status: 'serial-label' }
        : answer,
    ),
  },
  {
    name: 'refuses an unknown map',
    rule: 'MSG-15',
    caughtBy: 'fields-unknown',
    plant: refusing('a202000100'),
  },
  {
    name: 'takes five levels',
    rule: 'MSG-16',
    caughtBy: 'fields-nested',
    plant: lenient('818181818100'),
  },
  {
    name: 'takes 17 events for 16',
    rule: 'MSG-14',
    caughtBy: 'fields-known',
    plant: () =>
      patch(
        getStatusHandler,
        'run',
        (original) => (call, payload) =>
          original.call(
            getStatusHandler,
            call,
            payload[2] === 0x11 ? Uint8Array.of(0xa1, 1, 0x10) : payload,
          ),
      ),
  },
  {
    name: 'has no room for a payload of 960 bytes',
    rule: 'MSG-13',
    caughtBy: 'envelope-largest',
    plant: answering((message, good) => good(message.length > 960 ? Uint8Array.of(0) : message)),
  },
  {
    name: 'calls a mode without a name one that it does not support',
    rule: 'MSG-17',
    caughtBy: 'fields-named',
    plant: handling(loadSeedHandler, (answer, payload) =>
      answer.status === 'bad-payload' && toHex(payload).includes('0203')
        ? { status: 'unsupported-mode' }
        : answer,
    ),
  },
  {
    name: 'tells no tag when the envelope is malformed',
    rule: 'MSG-23',
    caughtBy: 'envelope-outline',
    plant: replying((reply) =>
      reply.status === 'malformed' ? { ...reply, tag: new Uint8Array(8) } : reply,
    ),
  },
  {
    name: 'names the command in the reply to a malformed envelope',
    rule: 'MSG-23',
    caughtBy: 'cbor-keys',
    plant: replying((reply) => (reply.status === 'malformed' ? { ...reply, command: 1 } : reply)),
  },
  {
    name: 'answers an unknown command as a bad payload',
    rule: 'MSG-22',
    caughtBy: 'message-commands-told',
    plant: isStatus('unknown-command', 'bad-payload'),
  },
  {
    name: 'calls KeyCheck in the clear one for another state of life',
    rule: 'CMD-1',
    caughtBy: 'channel-seal-required',
    plant: isStatus('seal-required', 'wrong-lifecycle', 0x24),
  },
];
