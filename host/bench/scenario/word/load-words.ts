import { algorithms, modes, purposes } from '@fobkit/protocol';
import type { LoadWish } from '../model.ts';
import { fields, optional } from '../read/fields.ts';
import { choice, integer, mapped, type Shape, text } from '../read/shape.ts';
import { duration } from '../quantity/duration.ts';
import { time } from '../quantity/time.ts';
import { keysOf } from './keys-of.ts';

/** What is loaded into a fob. */
const loadWords = {
  mode: optional(
    choice(keysOf(modes)),
    'How codes are made; the preset of the fob type if absent.',
  ),
  algorithm: optional(choice(keysOf(algorithms)), 'Hash of the HMAC; the preset if absent.'),
  digits: optional(integer(1, 10, 'digits'), 'Digits of a code; the preset if absent.'),
  step: optional(
    duration({ from: 1, to: 3600, range: 'from 1 s to 1 h' }),
    'Time step of TOTP; the preset if absent.',
  ),
  t0: optional(time, 'When the steps of TOTP began; 1970 if absent.'),
  counter: optional(integer(0, Number.MAX_SAFE_INTEGER, 'a counter'), 'First counter of HOTP.'),
  purpose: optional(choice(keysOf(purposes)), 'What the fob is for; test if absent.'),
  serial: optional(text('a serial label', 64), 'The serial label on the back of the fob.'),
  'seed-length': optional(integer(0, 128, 'bytes'), 'Length of the seed in bytes; 20 if absent.'),
  expires: optional(time, 'When the fob ends by date.'),
  suite: optional(text('an OCRA suite, as OCRA-1:HOTP-SHA1-6:QN08', 64), 'Suite of OCRA.'),
  clock: optional(
    choice(['set', 'unset']),
    'Whether the host sets the clock first; set if absent.',
  ),
};

/** As the file has it: what is absent is filled in where the fob type is known. */
export const load: Shape<LoadWish> = mapped(
  fields(loadWords, 'a load'),
  ({ step, serial, 'seed-length': seedLength, ...same }, at): LoadWish | null => {
    if (step !== undefined && !Number.isInteger(step)) {
      return at.wrong('step is no whole number of seconds; as 30 s');
    }
    return {
      place: at.place,
      ...same,
      ...(step === undefined ? {} : { stepSeconds: step }),
      ...(serial === undefined ? {} : { serialLabel: serial }),
      ...(seedLength === undefined ? {} : { seedLength }),
    };
  },
);
