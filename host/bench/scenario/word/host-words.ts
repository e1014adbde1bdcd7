import { statusCodes } from '@fobkit/protocol';
import type { HostCall, HostCommand } from '../model.ts';
import { call, type CallWord } from '../read/call.ts';
import { fields, optional } from '../read/fields.ts';
import { choice, mapped, type Shape, text } from '../read/shape.ts';
import { offset } from '../quantity/duration.ts';
import { trim } from '../quantity/quantities.ts';
import { keysOf } from './keys-of.ts';
import { load } from './load-words.ts';

const outcomes = [...keysOf(statusCodes), 'lost', 'no-answer', 'any'] as const;

/** What is loaded when nothing is said; the place is filled in where it is read. */
const NOWHERE = { file: '', line: 1, column: 1 };

type Command = CallWord<HostCommand>;

function plain(name: PlainName, about: string): Command {
  return { about, bare: { name } };
}
type PlainName = Exclude<HostCommand['name'], 'load' | 'set-clock' | 'trim' | 'read-code'>;

/** Commands of the host over the wire. */
export const hostWords: Readonly<Record<HostCommand['name'], Command>> = {
  info: plain('info', 'GetInfo: what the fob is.'),
  status: plain('status', 'GetStatus: how it is.'),
  'read-code': {
    about: 'ReadCode: the code over the wire.',
    bare: { name: 'read-code' },
    value: mapped(
      fields({ challenge: optional(text('a challenge', 128), 'Challenge of OCRA.') }, 'read-code'),
      ({ challenge }): HostCommand => ({
        name: 'read-code',
        ...(challenge === undefined ? {} : { challenge }),
      }),
    ),
  },
  'read-display': plain('read-display', 'ReadDisplay: what the LCD shows, over the wire.'),
  'self-test': plain('self-test', 'SelfTest: the fob tests its parts.'),
  wink: plain('wink', 'Wink: the fob shows that it is the one.'),
  load: {
    about: 'LoadSeed: a new seed, drawn from the scenario, with these parameters.',
    bare: { name: 'load', load: { place: NOWHERE } },
    value: mapped(load, (wish): HostCommand => ({ name: 'load', load: wish })),
  },
  'set-clock': {
    about: 'SetClock: the clock of the fob becomes that of the host, plus an offset.',
    bare: { name: 'set-clock', offset: 0 },
    value: mapped(offset, (seconds): HostCommand => ({ name: 'set-clock', offset: seconds })),
  },
  trim: {
    about: 'TrimClock: the trim register of the crystal.',
    value: mapped(trim, (ppb, at): HostCommand | null =>
      Number.isInteger(ppb)
        ? { name: 'trim', ppb }
        : at.wrong(`${ppb} ppb is no whole number of ppb; as 1500 ppb`),
    ),
  },
  'key-check': plain('key-check', 'KeyCheck: proves what is loaded.'),
  'rotate-key': plain('rotate-key', 'RotateTransportKey: the next transport key.'),
  'guess-key': plain('guess-key', 'A handshake with a key that is not the fob’s.'),
  wipe: plain('wipe', 'Wipe: the seed is cleared.'),
};

/** What stands beside a command. */
const hostBeside = {
  outcome: optional(
    choice(outcomes),
    'What must come of it: ok, a status of the fob, lost (the link breaks), no-answer, or any of them; ok if absent.',
  ),
};

export const hostCall: Shape<HostCall> = mapped(
  call<HostCommand, typeof hostBeside>(hostWords, hostBeside, 'command of the host'),
  ({ is, beside: { outcome = 'ok' } }, at): HostCall => {
    const command =
      is.name === 'load' && is.load.place === NOWHERE ? { ...is, load: { place: at.place } } : is;
    return { command, outcome };
  },
);
