import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import {
  encodeInterface,
  encodePacket,
  encodeSection,
  readPcapng,
  UsageError,
} from '@fobkit/protocol';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openCaptureFile, readCaptureFile } from '../../../../host/client/node/capture-file.ts';
import { SimulatedClock } from '../support/simulated-clock.ts';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fobkit-capture-'));
  path = join(folder, 'trace.pcapng');
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const section = encodeSection();
const described = encodeInterface({ linkType: 250 });
const packet = encodePacket({ interfaceId: 0, unixMicros: 7, data: Uint8Array.of(1, 2, 3) });
const blocks = [section, described, packet];

async function write(...some: readonly Uint8Array[]): Promise<void> {
  const file = await openCaptureFile(path);
  some.forEach(file.write);
  file.close();
}

async function refusal(action: Promise<unknown>): Promise<string> {
  const error: unknown = await action.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof UsageError) return error.message;
  throw new Error('it was not refused', { cause: error });
}

describe('a capture file', () => {
  it('holds what was written at once, for its owner alone', async () => {
    const file = await openCaptureFile(path);
    blocks.forEach(file.write);
    expect(readPcapng(readFileSync(path)).packets).toHaveLength(1);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    file.close();
  });

  it('is continued by a section of its own', async () => {
    await write(...blocks);
    await write(...blocks);
    const { packets } = await readCaptureFile(path);
    expect(packets.map(({ from }) => from.index)).toEqual([0, 1]);
  });

  it('whose writer was cut off is continued where its last whole block ends', async () => {
    await write(...blocks);
    const { size } = statSync(path);
    appendFileSync(path, packet.subarray(0, 11));
    const file = await openCaptureFile(path);
    blocks.forEach(file.write);
    file.close();
    expect(file.cutOff).toEqual({ offset: size, bytes: 11 });
    expect((await readCaptureFile(path)).packets).toHaveLength(2);
  });

  it('may be an empty file that is there', async () => {
    writeFileSync(path, '');
    await write(...blocks);
    expect((await readCaptureFile(path)).packets).toHaveLength(1);
  });

  it('that is something else is left alone', async () => {
    writeFileSync(path, 'my shopping list');
    expect(await refusal(openCaptureFile(path))).toBe(
      `${path} is there and no capture that could be continued: byte 0: no capture: ` +
        'a pcapng file begins with a section header. Name another file.',
    );
    expect(readFileSync(path, 'utf8')).toBe('my shopping list');
  });

  it.each([
    [
      'in a folder that is not there',
      () => join(folder, 'nowhere', 'a.pcapng'),
      'written (ENOENT)',
    ],
    ['that is a folder', () => folder, 'written (EISDIR)'],
  ])('%s is refused', async (_, place, why) => {
    expect(await refusal(openCaptureFile(place()))).toBe(`${place()} cannot be ${why}`);
  });

  it('takes nothing after it was closed, and is closed once', async () => {
    const file = await openCaptureFile(path);
    file.write(section);
    file.close();
    file.close();
    file.write(packet);
    expect(readFileSync(path)).toHaveLength(section.length);
  });

  it('tells why nothing more is written, and disturbs nobody', async () => {
    path = '/dev/full';
    if (!existsSync(path)) return;
    const file = await openCaptureFile(path);
    blocks.forEach(file.write);
    expect(file.failure).toBe('ENOSPC');
    file.close();
  });

  it('may be a named pipe that a program reads meanwhile', async () => {
    expect(spawnSync('mkfifo', [path]).status).toBe(0);
    const reader = spawn('cat', [path], { stdio: ['ignore', 'pipe', 'inherit'] });
    const read = buffer(reader.stdout);
    await write(...blocks);
    expect(readPcapng(await read).packets).toHaveLength(1);
  });

  it('that is a named pipe waits for its reader, says so once, and the waiting can be ended', async () => {
    expect(spawnSync('mkfifo', [path]).status).toBe(0);
    const world = new SimulatedClock();
    const stop = new AbortController();
    const onWait = vi.fn();
    const opening = openCaptureFile(path, { clock: world, signal: stop.signal, onWait });
    const ended = expect(opening).rejects.toThrow('enough');
    await vi.waitFor(() => {
      expect(onWait).toHaveBeenCalledOnce();
    });
    stop.abort(new Error('enough'));
    await ended;
  });

  it('whose reader leaves the pipe fails, and the writer goes on', async () => {
    expect(spawnSync('mkfifo', [path]).status).toBe(0);
    const reader = spawn('head', ['-c', '1', path], { stdio: ['ignore', 'ignore', 'inherit'] });
    const left = once(reader, 'exit');
    const file = await openCaptureFile(path);
    file.write(section);
    await left;
    file.write(packet);
    expect(file.failure).toBe('EPIPE');
    file.close();
  });
});

describe('reading a capture file', () => {
  it('tells a torn end', async () => {
    await write(...blocks);
    appendFileSync(path, packet.subarray(0, 11));
    expect((await readCaptureFile(path)).torn?.bytes).toBe(11);
  });

  it.each([
    ['is not there', () => undefined, 'cannot be read (ENOENT)'],
    ['is a folder', () => mkdirSync(path), 'is no file'],
    ['is no capture', () => writeFileSync(path, 'no, no, no capture'), 'byte 0: no capture'],
  ])('is refused when it %s', async (_, make, why) => {
    make();
    expect(await refusal(readCaptureFile(path))).toContain(why);
  });

  it('that is a named pipe without a writer can be ended', async () => {
    expect(spawnSync('mkfifo', [path]).status).toBe(0);
    const stop = new AbortController();
    const ended = expect(readCaptureFile(path, stop.signal)).rejects.toThrow('enough');
    stop.abort(new Error('enough'));
    await ended;
  });

  it('reads a named pipe until its writer has left', async () => {
    expect(spawnSync('mkfifo', [path]).status).toBe(0);
    const reading = readCaptureFile(path);
    const writer = spawn('tee', [path], { stdio: ['pipe', 'ignore', 'inherit'] });
    blocks.forEach((block) => writer.stdin.write(block));
    writer.stdin.end();
    expect((await reading).packets).toHaveLength(1);
  });

  it('is refused when nobody may read it', async () => {
    if (process.getuid?.() === 0) return;
    await write(...blocks);
    chmodSync(path, 0o000);
    expect(await refusal(readCaptureFile(path))).toContain('EACCES');
  });
});
