import { describe, expect, it } from 'vitest';
import {
  LinkNotFoundError,
  NotAFobError,
  PermissionError,
  PortBusyError,
  TransportError,
} from '../../../../host/client/errors.ts';
import { serialLink } from '../../../../host/client/node/serial-link.ts';
import { MemoryBinding } from '../support/memory-binding.ts';

const PATH = '/dev/ttyACM0';

describe('a serial link', () => {
  it('passes bytes both ways and locks the port', async () => {
    const binding = new MemoryBinding();
    const connection = await serialLink({ path: PATH, binding }).open();
    const echo = new Promise<Uint8Array>((resolve) => {
      connection.onBytes(resolve);
    });
    await connection.write(Uint8Array.from([0, 1, 255]));
    expect([...(await echo)]).toEqual([0, 1, 255]);
    expect(binding.ports[0]?.openOptions).toMatchObject({
      path: PATH,
      baudRate: 115_200,
      lock: true,
    });
    await connection.close();
    expect(await connection.closed).toEqual({ kind: 'closed' });
    expect(binding.ports[0]?.isOpen).toBe(false);
  });

  it('whose device is unplugged is lost', async () => {
    const binding = new MemoryBinding();
    const connection = await serialLink({ path: PATH, binding }).open();
    binding.ports[0]?.unplug();
    const reason = await connection.closed;
    expect(reason).toMatchObject({ kind: 'lost', cause: { message: 'bad file descriptor' } });
    await expect(connection.write(Uint8Array.from([1]))).rejects.toThrow('the port is closed');
    await connection.close();
  });

  it('stops opening when the signal aborts, and closes what opens all the same', async () => {
    const binding = new MemoryBinding();
    const controller = new AbortController();
    const opening = serialLink({ path: PATH, binding }).open({ signal: controller.signal });
    controller.abort(new Error('enough'));
    await expect(opening).rejects.toThrow('enough');
    await expect.poll(() => binding.ports.every((port) => !port.isOpen)).toBe(true);
  });

  it('has the baud rate in its URL when it is not the usual one', () => {
    expect(serialLink({ path: PATH }).url).toBe('serial:/dev/ttyACM0');
    expect(serialLink({ path: PATH, baudRate: 9_600 }).url).toBe('serial:/dev/ttyACM0?baud=9600');
  });

  it.each([
    [
      'Error: Permission denied, cannot open /dev/ttyACM0',
      PermissionError,
      'permission denied. Add yourself to the group dialout, or run: sudo usermod -aG dialout $USER',
    ],
    [
      'Error Resource temporarily unavailable Cannot lock port',
      PortBusyError,
      'another program has it open',
    ],
    [
      'Error: Device or resource busy, cannot open /dev/ttyACM0',
      PortBusyError,
      'another program has it open',
    ],
    [
      'Error: No such file or directory, cannot open /dev/ttyACM0',
      LinkNotFoundError,
      'Is the fob plugged in?',
    ],
    ['Opening COM9: File not found', LinkNotFoundError, 'Is the fob plugged in?'],
    ['Opening COM3: Access denied', PortBusyError, 'another program has it open'],
    [
      'Error: Inappropriate ioctl for device setting custom baud rate',
      NotAFobError,
      'not even a serial port',
    ],
    ['something new', TransportError, 'the port does not open (something new)'],
  ])('tells %j as what it means', async (message, kind, told) => {
    const binding = new MemoryBinding();
    binding.refusal = new Error(message);
    const opening = serialLink({ path: PATH, binding }).open();
    await expect(opening).rejects.toThrow(kind);
    await expect(opening).rejects.toThrow('/dev/ttyACM0: ');
    await expect(opening).rejects.toThrow(told);
    await expect(opening).rejects.toHaveProperty('cause', binding.refusal);
  });
});

describe.skipIf(process.platform === 'win32')('the binding of the operating system', () => {
  it('finds no port at a path where nothing is', async () => {
    const opening = serialLink({ path: '/dev/fobkit-none' }).open();
    await expect(opening).rejects.toThrow(LinkNotFoundError);
  });

  it('finds no serial port at a path of another kind', async () => {
    await expect(serialLink({ path: '/dev/null' }).open()).rejects.toThrow(NotAFobError);
  });
});
