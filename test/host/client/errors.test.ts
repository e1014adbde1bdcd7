import { type Status, statusCodes } from '@fobkit/protocol';
import { describe, expect, it } from 'vitest';
import { DeviceError, type Refusal } from '../../../host/client/device-error.ts';
import {
  CapabilityError,
  ChannelError,
  FobError,
  LinkLostError,
  LinkNotFoundError,
  PortBusyError,
  ProtocolVersionError,
  RequestTimeoutError,
  TransportError,
} from '../../../host/client/errors.ts';

const URL = 'serial:/dev/ttyACM0?baud=9600';

const refusals = Object.keys(statusCodes).filter((status) => status !== 'ok') as Refusal[];

describe('an error', () => {
  it.each<[FobError, string]>([
    [
      new LinkLostError(URL, 'LoadSeed'),
      '/dev/ttyACM0: the fob left while LoadSeed was under way. Plug it in again and repeat.',
    ],
    [
      new RequestTimeoutError('tcp:far:4000', 'GetInfo', { timeoutMs: 500, attempts: 1 }),
      'tcp:far:4000: no answer to GetInfo (asked once, waited 500 ms each time). Check the cable and the battery.',
    ],
    [
      new PortBusyError(URL),
      '/dev/ttyACM0: another program has it open. Close that one and repeat.',
    ],
    [
      new ProtocolVersionError(URL, 0, 1),
      '/dev/ttyACM0: the fob speaks protocol version 0, this host 1. The fob is older: use a fobkit of version 0.',
    ],
    [new CapabilityError('person:', 'wipe'), 'person: this device cannot do wipe'],
  ])('says where, whose fault, and what to do: %s', (error, message) => {
    expect(error.message).toBe(message);
  });

  it('keeps its cause', () => {
    const cause = new Error('ENOENT');
    expect(new LinkNotFoundError(URL, 'nothing is there.', { cause }).cause).toBe(cause);
    expect(new ChannelError(URL, 'it is over.', { cause }).cause).toBe(cause);
  });

  it('of the environment, of the fob and of the version is told apart by its class', () => {
    expect(new LinkLostError(URL)).toBeInstanceOf(TransportError);
    expect(new DeviceError(URL, 'Wipe', 'delayed')).not.toBeInstanceOf(TransportError);
    expect(new ProtocolVersionError(URL, 2, 1)).not.toBeInstanceOf(TransportError);
    expect(new DeviceError(URL, 'Wipe', 'delayed')).toBeInstanceOf(FobError);
  });
});

describe('a refusal of the fob', () => {
  it.each(refusals)('%s has its number and a sentence', (status: Exclude<Status, 'ok'>) => {
    const number = statusCodes[status].toString(16).padStart(2, '0');
    const { message } = new DeviceError(URL, 'Wipe', status);
    expect(message).toMatch(/^\/dev\/ttyACM0: the fob refused Wipe: [a-z].{9,} \[/);
    expect(message.endsWith(`[${status} 0x${number}]`)).toBe(true);
  });

  it('because of a delay says how long', () => {
    const { message } = new DeviceError(URL, 'OpenChannel', 'delayed', 3_200);
    expect(message).toContain('repeat later (in 4 s)');
  });
});
