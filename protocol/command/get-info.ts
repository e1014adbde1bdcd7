import type { MessageOf } from '../message/message.ts';
import { message, optional, required } from '../message/message.ts';
import { bool, bytes, list, oneOf, text, uint } from '../message/types.ts';
import { ANY_LIFECYCLE, command, lifecycles } from './command.ts';
import { algorithms, modes, parameterFields } from './otp-fields.ts';

/** What is loaded, without the seed. Its deterministic CBOR enters the key check. */
export const loadedParameters = message('loaded-parameters', parameterFields);
export type LoadedParameters = MessageOf<typeof loadedParameters>;

export const fobFeatures = message('fob-features', {
  modes: required(1, list(oneOf(modes), 3)),
  algorithms: required(2, list(oneOf(algorithms), 3)),
  minDigits: required(3, uint(10)),
  maxDigits: required(4, uint(10)),
  /** Accepted time steps in seconds; absent: any from 1 to 3600. */
  steps: optional(5, list(uint(3600), 16)),
  /** Numbers of the commands that the fob knows. */
  commands: required(6, list(uint(0xffff), 32)),
  /** How far SetClock may move the clock of a loaded fob, in seconds. */
  clockAdjustLimitSeconds: required(7, uint(0xffff_ffff)),
  trimLimitPpb: required(8, uint(10_000_000)),
  hasButton: required(9, bool),
});
export type FobFeatures = MessageOf<typeof fobFeatures>;

/** docs/protocol/06-commands.md §6.1. */
export const getInfo = command({
  name: 'GetInfo',
  code: 0x01,
  section: '6.1',
  sealed: false,
  lifecycles: ANY_LIFECYCLE,
  request: message('get-info-request', {}),
  reply: message('get-info-reply', {
    protocolVersion: required(1, uint(255)),
    deviceId: required(2, bytes(8)),
    model: required(3, text(1, 32)),
    firmwareVersion: required(4, text(1, 32)),
    lifecycle: required(5, oneOf(lifecycles)),
    /** 0: the factory key, derived from the batch key; then one more at each rotation. */
    keyGeneration: required(6, uint(0xffff_ffff)),
    /** Which batch key the factory key comes from. */
    batchKeyId: required(7, bytes(4)),
    features: required(8, fobFeatures),
    /** Absent while the fob is blank. */
    loaded: optional(9, loadedParameters),
  }),
});
export type FobInfo = MessageOf<typeof getInfo.reply>;
