import {
  ChannelError,
  DeviceError,
  FobError,
  LinkLostError,
  LinkNotFoundError,
  NitrokeyError,
  NotAFobError,
  PermissionError,
  PersonError,
  PortBusyError,
  ProtocolVersionError,
  ProvisionError,
  RequestTimeoutError,
} from '@fobkit/client';
import { UsageError } from '@fobkit/protocol';
import { describe, expect, it } from 'vitest';
import { Interrupted, usage } from '../../../host/cli/program/cli-error.ts';
import { failureOf } from '../../../host/cli/program/failure.ts';

const URL = 'serial:/dev/ttyACM0';

describe('exit codes', () => {
  it.each([
    ['1', 'the fob refused', 1, new DeviceError(URL, 'LoadSeed', 'wrong-lifecycle')],
    ['1', 'the transport key is wrong', 1, new DeviceError(URL, 'OpenChannel', 'wrong-key')],
    ['1', 'the fob has another key', 1, new ChannelError(URL, 'it may be another fob')],
    ['1', 'the profile cannot', 1, new FobError('profile', 'has no SHA256')],
    ['1', 'the token refused', 1, new NitrokeyError('nitrokey:', 'GetCode', 'wrong-slot')],
    ['1', 'the person gave none', 1, new PersonError('person:', 'cancelled')],
    ['2', 'wrong use', 2, usage('--count goes with --watch')],
    ['2', 'wrong input', 2, new UsageError('otpauth secret: missing')],
    ['3', 'no such port', 3, new LinkNotFoundError(URL, 'there is no such port')],
    ['3', 'no fob there', 3, new NotAFobError(URL, 'nothing there answers.')],
    ['3', 'no permission', 3, new PermissionError(URL, 'Add yourself to the group dialout.')],
    ['3', 'port in use', 3, new PortBusyError(URL)],
    ['3', 'lost in mid-command', 3, new LinkLostError(URL, 'LoadSeed')],
    ['3', 'no answer', 3, new RequestTimeoutError(URL, 'GetInfo', { timeoutMs: 1, attempts: 3 })],
    ['4', 'another protocol', 4, new ProtocolVersionError(URL, 2, 1)],
    ['4', 'the fob says so', 4, new DeviceError(URL, 'GetInfo', 'unsupported-version')],
    ['130', 'Ctrl-C', 130, new Interrupted(130)],
  ] as const)('%s: %s', (_, _what, code, error) => {
    expect(failureOf(error).exitCode).toBe(code);
  });

  it('a provisioning that ended early has the code of its cause', () => {
    const cause = new LinkLostError(URL, 'LoadSeed');
    const failure = failureOf(
      new ProvisionError(URL, { step: 'load-seed', left: 'unknown' }, { cause }),
    );
    expect(failure.exitCode).toBe(3);
    expect(failure.message).toContain('repeat with the same seed');
  });

  it('a provisioning that the fob refused by itself is a refusal', () => {
    const failure = failureOf(
      new ProvisionError(URL, { step: 'key-check', left: 'loaded-wrong', why: 'another seed' }),
    );
    expect(failure.exitCode).toBe(1);
  });

  it('permission is told with what to do about it', () => {
    const { message } = failureOf(new PermissionError(URL, 'Add yourself to the group dialout.'));
    expect(message).toBe('/dev/ttyACM0: permission denied. Add yourself to the group dialout.');
  });
});

describe('what is said of a failure', () => {
  it('is one line', () => {
    expect(failureOf(usage('first\n  second\n')).message).toBe('first second');
  });

  it('of fob itself names no place in its code', () => {
    const { message, exitCode } = failureOf(new TypeError('x is not a function'));
    expect(exitCode).toBe(70);
    expect(message).toMatch(/^a fault of fob itself: x is not a function\. FOBKIT_DEBUG=1/);
  });
});
