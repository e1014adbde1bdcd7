import type { NitrokeyStatus } from '@fobkit/protocol';
import { FobError, placeOf } from '../errors.ts';

export type NitrokeyRefusal = Exclude<NitrokeyStatus, 'ok'>;

/** What each status means to the person at the host, and what he can do. */
const ADVICE: Readonly<Record<NitrokeyRefusal, string>> = {
  'wrong-crc': 'the request reached it damaged, and again when repeated; look at cable and hub',
  'wrong-slot': 'it has no such slot',
  'slot-not-programmed': 'nothing is loaded in that slot',
  'wrong-password': 'that is not the PIN',
  'not-authorized': 'it wants a PIN first',
  'timestamp-warning':
    'it has seen a later time than this one, or has lost count; look at the clock of this ' +
    'machine, and if it is right force the time',
  'no-name': 'a slot must have a name',
  'not-supported': 'its firmware cannot do that',
  'unknown-command': 'its firmware does not know the command',
  'aes-decryption-failed': 'its password safe does not open',
  'aes-key-failed': 'it could not make a key for its password safe',
  'user-pin-not-changed': 'its smart card did not take the new user PIN',
  'admin-pin-not-changed': 'its smart card did not take the new admin PIN',
  'pin-not-unblocked': 'its smart card did not take the new user PIN',
  'unknown-status': 'it answered with a status that is not known here',
};

/** A Nitrokey understood and said no. */
export class NitrokeyError extends FobError {
  override readonly name = 'NitrokeyError';
  readonly status: NitrokeyRefusal;
  /** The name of the command that it refused. */
  readonly command: string;
  /** With `wrong-password`: how many tries are left, when it could be asked. */
  readonly triesLeft: number | undefined;

  constructor(url: string, command: string, status: NitrokeyRefusal, triesLeft?: number) {
    const left = triesLeft === undefined ? '' : `; ${tries(triesLeft)}`;
    super(
      'device',
      `${placeOf(url)}: the token refused ${command}: ${ADVICE[status]}${left} [${status}]`,
    );
    this.status = status;
    this.command = command;
    this.triesLeft = triesLeft;
  }
}

function tries(left: number): string {
  if (left === 0) return 'no try is left: the PIN is blocked';
  return left === 1 ? 'one try is left' : `${String(left)} tries are left`;
}
