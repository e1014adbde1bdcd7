import { type Status, statusCodes } from '@fobkit/protocol';
import { FobError, placeOf } from './errors.ts';

export type Refusal = Exclude<Status, 'ok'>;

/** What each status means to the person at the host, and what he can do. */
const ADVICE: Readonly<Record<Refusal, string>> = {
  malformed: 'it could not read the request; the host may be of another version',
  'unsupported-version': 'it speaks another version of the protocol',
  'unknown-command': 'its firmware does not know the command',
  'bad-payload': 'what was asked of it is incomplete or out of range',
  'wrong-lifecycle': 'not in its present state; `fob info` tells which that is',
  'press-required': 'press its button, then repeat within 30 s',
  'seal-required': 'only inside the sealed channel',
  'wrong-key': 'that is not its transport key',
  delayed: 'it waits after wrong transport keys; repeat later',
  'no-channel': 'its sealed channel is closed; open it again',
  'out-of-sequence': 'the sealed channel has lost its order; open it again',
  'seal-broken': 'the sealed message did not open; open the channel again',
  'weak-key': 'zeros, the factory key and its present key are no new transport key',
  'unsupported-mode': 'its profile has no such mode',
  'unsupported-algorithm': 'its profile has no such algorithm',
  'unsupported-digits': 'its profile shows another number of digits',
  'unsupported-step': 'its profile has no such time step',
  'seed-length': 'the seed has a wrong length',
  'serial-label': 'the serial label has a wrong form for its profile',
  'expiry-passed': 'the expiry has passed already by its clock',
  'clock-limit': 'that moves its clock further than its profile allows; wipe it first',
  'clock-backward': 'the clock of a loaded fob never goes back; wipe it first',
  'trim-limit': 'its oscillator cannot be trimmed that far',
  'bad-suite': 'it cannot do that OCRA suite',
  'bad-challenge': 'the challenge does not fit what it was loaded with',
  'flash-failed': 'its flash did not take the data; the fob is worn out',
  'flash-damaged': 'its stored data are damaged; wipe it and load it again',
  internal: 'an internal fault of its firmware',
};

/** The fob understood and said no. */
export class DeviceError extends FobError {
  override readonly name = 'DeviceError';
  readonly status: Refusal;
  /** The name of the command that it refused. */
  readonly command: string;
  /** With `delayed`: when it looks at the next key, in milliseconds from now. */
  readonly retryAfterMs: number | undefined;

  constructor(url: string, command: string, status: Refusal, retryAfterMs?: number) {
    const number = `0x${statusCodes[status].toString(16).padStart(2, '0')}`;
    const when =
      retryAfterMs === undefined ? '' : ` (in ${String(Math.ceil(retryAfterMs / 1000))} s)`;
    super(
      'device',
      `${placeOf(url)}: the fob refused ${command}: ${ADVICE[status]}${when} [${status} ${number}]`,
    );
    this.status = status;
    this.command = command;
    this.retryAfterMs = retryAfterMs;
  }
}
