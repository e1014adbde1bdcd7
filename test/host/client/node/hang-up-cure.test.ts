import { closeSync, constants, openSync, writeSync } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { cureHangUp } from '../../../../host/client/node/hang-up-cure.ts';
import { loadPtyLibrary } from '../../../../firmware-sim/plug/pty-libc.ts';

interface Port {
  isOpen: boolean;
  fd: number;
  poller: { once(event: string, told: (error: unknown) => void): void };
  read(buffer: Buffer, offset: number, length: number): Promise<{ bytesRead: number }>;
}

const descriptors: number[] = [];

afterEach(() => {
  for (const fd of descriptors.splice(0)) closeSync(fd);
});

/** As serialport's of Unix, with a poller that a test fires. */
function portAt(fd: number): Port & { fire(error?: unknown): void } {
  const waiting: ((error: unknown) => void)[] = [];
  const port = {
    isOpen: true,
    fd,
    poller: { once: (_: string, told: (error: unknown) => void) => void waiting.push(told) },
    read: () => Promise.reject(new Error('not the cured read')),
    fire: (error: unknown = null) => {
      for (const told of waiting.splice(0)) told(error);
    },
  };
  cureHangUp(port);
  return port;
}

async function terminal(): Promise<{ master: number; slave: number }> {
  const { master, path, slave: held } = (await loadPtyLibrary()).open();
  const slave = openSync(path, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK);
  descriptors.push(slave);
  closeSync(held);
  return { master, slave };
}

/** Fires the poller in each turn until the reading is over. */
async function whileFired(
  port: { fire(error?: unknown): void },
  reading: Promise<unknown>,
  error?: unknown,
): Promise<void> {
  const seen = { settled: false };
  const settle = (): void => {
    seen.settled = true;
  };
  reading.then(settle, settle);
  while (!seen.settled) {
    port.fire(error ?? null);
    await turn();
  }
}

describe('reading of a serial port', () => {
  it('fails when the other end of the terminal has hung up, and does not read on for ever', async () => {
    const { master, slave } = await terminal();
    const port = portAt(slave);
    closeSync(master);
    await expect(port.read(Buffer.alloc(8), 0, 8)).rejects.toThrow(/hung up|EIO/);
  });

  it('fails when 0 bytes are read', async () => {
    const fd = openSync('/dev/null', 'r');
    descriptors.push(fd);
    await expect(portAt(fd).read(Buffer.alloc(8), 0, 8)).rejects.toThrow('hung up');
  });

  it('waits for the poller while there is nothing, then gives what has come', async () => {
    const { master, slave } = await terminal();
    descriptors.push(master);
    const port = portAt(slave);
    const reading = port.read(Buffer.alloc(8), 2, 6);
    writeSync(master, 'abc\n');
    await whileFired(port, reading);
    expect((await reading).bytesRead).toBeGreaterThan(0);
  });

  it('is called off, and no failure of the port, once the host has closed it', async () => {
    const { master, slave } = await terminal();
    descriptors.push(master);
    const port = portAt(slave);
    port.isOpen = false;
    await expect(port.read(Buffer.alloc(8), 0, 8)).rejects.toMatchObject({ canceled: true });
  });

  it('fails with what the poller says', async () => {
    const { master, slave } = await terminal();
    descriptors.push(master);
    const port = portAt(slave);
    const reading = port.read(Buffer.alloc(8), 0, 8);
    await whileFired(port, reading, new Error('gone'));
    await expect(reading).rejects.toThrow('gone');
  });

  it('is left alone on ports of another kind', () => {
    const read = (): void => undefined;
    const port = { read, isOpen: true };
    cureHangUp(port);
    expect(port.read).toBe(read);
  });
});
