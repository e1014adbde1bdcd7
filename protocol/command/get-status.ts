import type { MessageOf } from '../message/message.ts';
import { message, optional, required } from '../message/message.ts';
import { bool, int, list, oneOf, uint } from '../message/types.ts';
import { ANY_LIFECYCLE, command, lifecycles } from './command.ts';

export const resetCauses = { 'power-on': 0, 'brown-out': 1, watchdog: 2, host: 3 } as const;
export type ResetCause = keyof typeof resetCauses;

export const eventKinds = {
  boot: 0,
  'seed-loaded': 1,
  wiped: 2,
  'key-rotated': 3,
  'wrong-key': 4,
  'clock-set': 5,
  'clock-lost': 6,
  trimmed: 7,
  'low-battery': 8,
  expired: 9,
  'button-stuck': 10,
  'flash-damaged': 11,
  'self-test-failed': 12,
} as const;
export type EventKind = keyof typeof eventKinds;

/** The most events that one reply of GetStatus carries, newest first. */
export const MAX_EVENTS = 16;

export const fobEvent = message('fob-event', {
  sequence: required(1, uint(0xffff_ffff)),
  kind: required(2, oneOf(eventKinds)),
  /** Fob clock in ticks of 1/32768 s since 1970; absent when it was lost. */
  clock: optional(3, uint()),
  /** What the kind says of it: a reset cause, a key generation, a percentage. */
  value: optional(4, int(-0x8000_0000, 0x7fff_ffff)),
});
export type FobEvent = MessageOf<typeof fobEvent>;

/** docs/protocol/06-commands.md §6.2. */
export const getStatus = command({
  name: 'GetStatus',
  code: 0x02,
  section: '6.2',
  sealed: false,
  lifecycles: ANY_LIFECYCLE,
  request: message('get-status-request', {
    /** How many events to tell, newest first; 0 when absent. */
    events: optional(1, uint(MAX_EVENTS)),
  }),
  reply: message('get-status-reply', {
    lifecycle: required(1, oneOf(lifecycles)),
    batteryPercent: required(2, uint(100)),
    batteryMillivolts: required(3, uint(10_000)),
    externalPower: required(4, bool),
    /** Fob clock in ticks of 1/32768 s since 1970, UTC; absent when it is lost. */
    clock: optional(5, uint()),
    uptime: required(6, uint()),
    deciCelsius: required(7, int(-1000, 2000)),
    resetCause: required(8, oneOf(resetCauses)),
    trimPpb: required(9, int(-10_000_000, 10_000_000)),
    presses: required(10, uint(0xffff_ffff)),
    /** HOTP and OCRA with a counter: the next counter. */
    counter: optional(11, uint()),
    resets: required(12, uint(0xffff_ffff)),
    wrongKeys: required(13, uint(0xffff_ffff)),
    /** Ticks until the next OpenChannel is looked at. */
    channelDelay: required(14, uint()),
    events: required(15, list(fobEvent, MAX_EVENTS)),
  }),
});
export type FobStatus = MessageOf<typeof getStatus.reply>;
