import { optional, required } from '../message/message.ts';
import { oneOf, text, uint } from '../message/types.ts';

export const modes = { totp: 0, hotp: 1, ocra: 2 } as const;
export const algorithms = { SHA1: 0, SHA256: 1, SHA512: 2 } as const;
export const purposes = { test: 0, production: 1 } as const;
export type Purpose = keyof typeof purposes;

/** The longest serial label, in bytes. */
export const MAX_SERIAL_LABEL = 32;

/**
 * Everything that is loaded with a seed but the seed itself. GetInfo shows it, KeyCheck proves it
 * (docs/protocol/06-commands.md §6.8). Keys 2 to 11 are the same in LoadSeed.
 */
export const parameterFields = {
  mode: required(2, oneOf(modes)),
  algorithm: required(3, oneOf(algorithms)),
  digits: required(4, uint(10)),
  serialLabel: required(5, text(1, MAX_SERIAL_LABEL)),
  purpose: required(6, oneOf(purposes)),
  /** TOTP: time step in seconds. */
  stepSeconds: optional(7, uint(3600)),
  /** TOTP: unix time at which counting starts, in seconds. */
  t0: optional(8, uint()),
  /** HOTP: the first counter. */
  counter: optional(9, uint()),
  /** Unix time in seconds after which the fob is expired. */
  expiry: optional(10, uint()),
  /** OCRA: the suite (RFC 6287 §6). */
  suite: optional(11, text(1, 64)),
};
