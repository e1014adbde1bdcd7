import {
  fragmentHid,
  getInfo,
  HID_BROADCAST,
  HidCommand,
  MAX_MESSAGE,
  parseHidReport,
} from '@fobkit/protocol';
import { Prng } from '../../support/prng.ts';
import type { Conversation } from '../conversation.ts';
import type { RawWire } from '../raw-wire.ts';
import type { Chapter } from './chapter.ts';

const NONCE = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);
const NOTHING = new Uint8Array(0);
/** [HID-13]. */
const PATIENCE_SECONDS = 0.5;

/** What page 1 of the protocol makes the fob answer, of which the lines tell. */
export const hidFraming: Chapter = {
  title: 'A fob finds its packets among garbage',
  about: 'hid',
  async tell(c) {
    const raw = await c.raw();
    const dice = new Prng(4);
    const talk = new Talk(c, raw);
    const info = (): Uint8Array => raw.request(getInfo.code, getInfo.request.encode({}));

    await talk.say('a channel', fragmentHid(HID_BROADCAST, HidCommand.Init, NONCE));
    const mine = talk.channel;
    await talk.say('another channel', fragmentHid(HID_BROADCAST, HidCommand.Init, NONCE));
    const other = talk.channel;
    const message = (): Uint8Array[] => fragmentHid(mine, HidCommand.Message, info());
    const long = fragmentHid(mine, HidCommand.Ping, dice.bytes(MAX_MESSAGE));
    const [begin = NOTHING, second = NOTHING, third = NOTHING] = long;

    await talk.say('a message', message());
    await talk.say('the longest ping', long);
    await talk.say('zeros alone', [new Uint8Array(64)]);
    for (let i = 0; i < 4; i++) await talk.say('garbage', [dice.bytes(64)]);
    await talk.say('a message on the broadcast channel', fragmentHid(HID_BROADCAST, 0x40, info()));
    await talk.say('a message on no channel', fragmentHid(0x7654_3210, HidCommand.Message, info()));
    await talk.say('an unknown command', fragmentHid(mine, 0x3f, NOTHING));
    await talk.say('no message at all', fragmentHid(mine, HidCommand.Message, NOTHING));
    await talk.say('a message that is too long', [declared(begin, MAX_MESSAGE + 1)]);
    await talk.say('a nonce that is too short', fragmentHid(mine, HidCommand.Init, NOTHING));
    await talk.say('a packet that belongs to nothing', [second]);
    await talk.say('packets out of order', [begin, third]);
    await talk.say('a beginning in the middle', [begin, second, begin]);
    await talk.say('another channel in the middle', [
      begin,
      ...fragmentHid(other, HidCommand.Ping, NOTHING),
    ]);
    await talk.say('the rest of it', long.slice(1));
    await talk.say('half a message', [begin, second]);
    await c.control.advance(PATIENCE_SECONDS + 0.1);
    await talk.say('and no more of it', []);
    await talk.say('a channel begun anew', [
      begin,
      ...fragmentHid(mine, HidCommand.Init, NONCE),
      second,
    ]);
    await talk.say('a message taken back', [
      begin,
      ...fragmentHid(mine, HidCommand.Cancel, NOTHING),
    ]);
    await talk.say('a lock', fragmentHid(other, HidCommand.Lock, Uint8Array.of(1)));
    await talk.say('a message before a locked door', message());
    await c.control.advance(1.1);
    await talk.say('a message when the lock is over', message());
  },
};

/** The lines of the chapter, by the rules of docs/protocol/01-hid-framing.md. */
export const HID_FRAMING_LINES: readonly string[] = [
  '# A fob finds its packets among garbage',
  '= a channel: Init of 17 bytes',
  '= another channel: Init of 17 bytes',
  '= a message: Message of 109 bytes',
  '= the longest ping: Ping of 1024 bytes',
  // [HID-12]: a continuation packet of nothing. [HID-11]: a channel that was not given.
  '= zeros alone: silence',
  '= garbage: error 11',
  '= garbage: silence',
  '= garbage: error 11',
  '= garbage: error 11',
  '= a message on the broadcast channel: error 11',
  '= a message on no channel: error 11',
  // [HID-19], [HID-20], [HID-15]
  '= an unknown command: error 1',
  '= no message at all: error 3',
  '= a message that is too long: error 3',
  '= a nonce that is too short: error 3',
  // [HID-12], [HID-14]
  '= a packet that belongs to nothing: silence',
  '= packets out of order: error 4',
  '= a beginning in the middle: error 4',
  // [HID-23]: busy, and nothing is disturbed.
  '= another channel in the middle: error 6',
  '= the rest of it: Ping of 1024 bytes',
  // [HID-13]
  '= half a message: silence',
  '= and no more of it: error 5',
  // [HID-17], [HID-25]
  '= a channel begun anew: Init of 17 bytes',
  '= a message taken back: silence',
  // [HID-22], [HID-23]
  '= a lock: Lock of 0 bytes',
  '= a message before a locked door: error 6',
  '= a message when the lock is over: Message of 109 bytes',
];

/** The same packet, with another length of the whole. */
function declared(packet: Uint8Array, length: number): Uint8Array {
  const changed = packet.slice();
  changed[5] = length >> 8;
  changed[6] = length & 0xff;
  return changed;
}

class Talk {
  /** The one that INIT gave last. */
  channel = 0;
  readonly #conversation: Conversation;
  readonly #raw: RawWire;

  constructor(conversation: Conversation, raw: RawWire) {
    this.#conversation = conversation;
    this.#raw = raw;
  }

  /** Sends reports as they are, and notes down what the reports that come back mean. */
  async say(what: string, reports: readonly Uint8Array[]): Promise<void> {
    const heard = await this.#raw.pass(...reports);
    const meanings = heard.flatMap((report) => this.#meaning(report) ?? []);
    this.#conversation.say(`= ${what}: ${meanings.join(', ') || 'silence'}`);
  }

  #meaning(report: Uint8Array): string | undefined {
    const packet = parseHidReport(report);
    if (packet === undefined) return `${report.length} bytes`;
    if (packet.type === 'continuation') return undefined;
    const { command, data, length } = packet;
    if (command === HidCommand.Error) return `error ${String(data[0])}`;
    if (command === HidCommand.Init) {
      this.channel = new DataView(data.buffer, data.byteOffset).getUint32(8);
    }
    return `${NAMES.get(command) ?? 'something'} of ${length} bytes`;
  }
}

const NAMES: ReadonlyMap<number, string> = new Map(
  Object.entries(HidCommand).map(([name, code]) => [code, name]),
);
