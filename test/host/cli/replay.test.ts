import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPcapng } from '@fobkit/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ended, FobShell, type Up } from './support/run-fob.ts';

interface Report {
  readonly link: string;
  readonly as: 'host' | 'device';
  readonly messages: number;
  readonly sent: number;
  readonly compared: number;
  readonly exempt: Readonly<Record<string, number>>;
  readonly mismatch: null | {
    readonly message: number;
    readonly name: string;
    readonly kind: string;
    readonly difference?: { readonly field: string };
  };
}

const shell = new FobShell({ here: true });
let up: Up;
let capture: string;

beforeAll(async () => {
  up = await shell.json<Up>(['sim', 'up', '--seed', '1', '--frozen', '--tcp']);
  capture = join(shell.folder, 'status.pcapng');
  await shell.json(['status', '--trace', capture]);
});
afterAll(() => shell.close());

/** What the first line of a run's JSON, and the last, tell. */
function lines({ stdout }: Ended): readonly unknown[] {
  return stdout
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
}

describe('fob replay, as a host', () => {
  it('finds every answer of the same fob as it was', async () => {
    const report = await shell.json<Report>(['replay', capture]);
    expect(report).toMatchObject({
      as: 'host',
      link: up.links[0],
      sent: 3,
      compared: 3,
      mismatch: null,
    });
    expect((await shell.run(['replay', capture])).stdout).toContain('3 answers, all as captured');
  });

  it('tells the first byte that is answered differently, with exit code 1', async () => {
    const other = await shell.json<Up>(['sim', 'up', '--tcp']);
    const words = ['replay', capture, '--id', other.deviceId];
    const ended = await shell.run(words);
    expect(ended.status).toBe(1);
    expect(ended.stdout).toMatch(
      /difference +message 2, GetInfo reply: byte \d+, in deviceId: 0x\w\w then, 0x\w\w now\nwhere +packet 3 of the capture, its data from byte \d+ on\n/,
    );
    const json = await shell.run([...words, '--json']);
    expect(json.status).toBe(1);
    expect(lines(json)).toMatchObject([
      { mismatch: { message: 2, name: 'GetInfo reply', kind: 'differs' } },
    ]);
    const ignoring = await shell.json<Report>([...words, '--ignore', 'deviceId, batchKeyId']);
    expect(ignoring.mismatch).toBeNull();
    await shell.run(['sim', 'down', '--id', other.deviceId]);
  });

  it('compares clocks too when told to', async () => {
    await shell.run(['sim', 'advance', '1m', '--id', up.deviceId]);
    expect((await shell.json<Report>(['replay', capture])).mismatch).toBeNull();
    const ended = await shell.run(['replay', capture, '--exact', '--json']);
    expect(ended.status).toBe(1);
    expect(lines(ended)).toMatchObject([{ mismatch: { name: 'GetStatus reply' } }]);
  });

  it('is captured itself, when told to', async () => {
    const again = join(shell.folder, 'again.pcapng');
    await shell.json(['replay', capture, '--trace', again]);
    expect((await shell.json<Report>(['replay', again])).sent).toBe(3);
  });

  it('asks which link is meant, where there are several', async () => {
    const several = join(shell.folder, 'several.pcapng');
    for (let i = 0; i < 2; i++) await shell.json(['info', '--trace', several]);
    const ended = await shell.run(['replay', several]);
    expect(ended.status).toBe(2);
    expect(ended.stderr).toMatch(
      /holds 2 links; say which with --link N: 1: tcp:\S+, 4 messages; 2: /,
    );
    expect(await shell.json<Report>(['replay', several, '--link', '2'])).toMatchObject({ sent: 2 });
    expect((await shell.run(['replay', several, '--link', '3'])).status).toBe(2);
  });
});

describe('fob replay, as a device', () => {
  /** Serves the capture; runs `fob WORDS` against it once it is there. */
  async function served(
    words: readonly string[],
    ...options: readonly string[]
  ): Promise<{ served: Ended; asked: Ended }> {
    const asked = Promise.withResolvers<Ended>();
    let isAsked = false;
    const onOutput = (text: string): void => {
      const link = /"link":"([^"]+)"/.exec(text)?.[1];
      if (link === undefined || isAsked) return;
      isAsked = true;
      shell.run([...words, '--device', link]).then(asked.resolve, asked.reject);
    };
    const run = await shell.run(['replay', capture, '--as-device', '--json', ...options], {
      onOutput,
    });
    return { served: run, asked: await asked.promise };
  }

  it.each([[['--tcp']], [['--pty']], [[]]])('answers a host as the fob did %j', async (place) => {
    const { served: ended, asked } = await served(['status', '--json'], ...place);
    expect(asked.status).toBe(0);
    expect(asked.stdout).toContain('"lifecycle":"blank"');
    expect(ended.status).toBe(0);
    expect(lines(ended)[1]).toMatchObject({ as: 'device', sent: 3, compared: 3, mismatch: null });
  });

  it('tells the first byte that a host says differently, with exit code 1', async () => {
    const { served: ended } = await served(['wink'], '--tcp');
    expect(ended.status).toBe(1);
    expect(lines(ended)[1]).toMatchObject({
      mismatch: { message: 5, name: 'GetStatus request', difference: { field: 'command' } },
    });
  });
});

describe('fob replay refuses', () => {
  it.each([
    ['what is no capture', 'hello, world', /byte 0: no capture/],
    ['a capture in which nothing was said', undefined, /holds no message of a fob/],
  ])('%s', async (_, content, says) => {
    const file = join(shell.folder, 'refused.pcapng');
    writeFileSync(file, content ?? readFileSync(capture).subarray(0, 28));
    const ended = await shell.run(['replay', file]);
    expect(ended).toMatchObject({ status: 2, stderr: expect.stringMatching(says) as unknown });
  });

  it('a capture in which no host said anything: nothing would be compared', async () => {
    const file = join(shell.folder, 'replies-only.pcapng');
    const whole = readFileSync(capture);
    const { packets } = readPcapng(whole);
    // The link type has the direction in byte 8 of its data: 1 is to the fob, 9 nothing known.
    for (const { dataOffset } of packets) {
      if (whole[dataOffset + 8] === 1) whole[dataOffset + 8] = 9;
    }
    writeFileSync(file, whole);
    for (const role of [[], ['--as-device']]) {
      const ended = await shell.run(['replay', file, ...role]);
      expect(ended.stderr).toContain('holds no request of a host');
      expect(ended.status).toBe(2);
    }
  });

  it('damage in the middle, by the byte', async () => {
    const file = join(shell.folder, 'damaged.pcapng');
    const bytes = readFileSync(capture);
    const length = bytes.readUInt32LE(4);
    bytes.writeUInt32LE(6, length + 4);
    writeFileSync(file, bytes);
    const ended = await shell.run(['replay', file]);
    expect(ended.status).toBe(2);
    expect(ended.stderr).toContain(`byte ${String(length + 4)}: a block of 6 bytes`);
  });

  it.each([
    [['--tcp'], /with --as-device/],
    [['--as-device', '--device', 'tcp:localhost:1'], /not --as-device/],
    [['--as-device', '--pty', '--tcp'], /exclude each other/],
  ])('%j', async (words, says) => {
    const ended = await shell.run(['replay', capture, ...words]);
    expect(ended).toMatchObject({ status: 2, stderr: expect.stringMatching(says) as unknown });
  });

  it('nothing of a capture whose end is torn but that end', async () => {
    const file = join(shell.folder, 'torn.pcapng');
    writeFileSync(file, readFileSync(capture).subarray(0, -5));
    const ended = await shell.run(['replay', file, '--json']);
    expect(ended.status).toBe(0);
    expect(ended.stderr).toMatch(/ends in \d+ bytes of a torn packet at byte \d+/);
  });
});
