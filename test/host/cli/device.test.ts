import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BIN, FobShell, RFC_SECRET, RFC_URI, type Up } from './support/run-fob.ts';

const shell = new FobShell({ here: true });
let up: Up;
beforeAll(async () => {
  up = await shell.json<Up>(['sim', 'up']);
});
afterAll(() => shell.close());

async function load(purpose: string, uri: string): Promise<void> {
  await shell.run(['wipe', '--yes']);
  const words = ['provision', '--serial', 'S-1', '--purpose', purpose, '--uri', '-'];
  const { status, stderr } = await shell.run(words, { stdin: uri });
  if (status !== 0) throw new Error(stderr);
}

describe('what a fob tells', () => {
  it('fob list names it with its address', async () => {
    const found = await shell.json<readonly Record<string, unknown>[]>(['list']);
    const { deviceId, links } = up;
    expect(found).toContainEqual(
      expect.objectContaining({ kind: 'fob', deviceId, url: links[0], links }),
    );
  });

  it('sim: and the device id lead to it', async () => {
    const info = await shell.json<{ deviceId: string; lifecycle: string; loaded: unknown }>([
      ...['info', '-d', `sim:${up.deviceId}`],
    ]);
    expect(info).toMatchObject({ deviceId: up.deviceId, lifecycle: 'blank', loaded: null });
  });

  it('fob status tells battery, clock and events', async () => {
    const status = await shell.json<{ batteryPercent: number; events: readonly unknown[] }>([
      ...['status', '--events', '1'],
    ]);
    expect(status.batteryPercent).toBe(100);
    expect(status.events).toHaveLength(1);
  });

  it('fob selftest ends with 1 when a part fails', async () => {
    expect((await shell.run(['selftest'])).status).toBe(0);
    await shell.run(['sim', 'fault', 'lcd.segment', '1a']);
    const { status, stdout, stderr } = await shell.run(['selftest']);
    expect(stdout).toMatch(/^lcd +FAILED +1 dead segment/m);
    expect(stderr).toBe('fob: the self-test failed: lcd\n');
    expect(status).toBe(1);
    await shell.run(['sim', 'fault', '--clear', 'all']);
  });

  it('fob wink lets it show which one it is', async () => {
    expect((await shell.run(['wink'])).stdout).toBe(`Fob ${up.deviceId} winks.\n`);
  });
});

describe('codes', () => {
  it('of an event-based fob have a counter and no step', async () => {
    await load('test', `otpauth://hotp/x?secret=${RFC_SECRET}&counter=0`);
    const first = await shell.json<Record<string, unknown>>(['code']);
    expect(first).toMatchObject({ code: '755224', step: null, counter: 0 });
    expect(await shell.json(['code'])).toMatchObject({ code: '287082', counter: 1 });
    const watch = await shell.run(['code', '--watch']);
    expect(watch.status).toBe(2);
  });

  it('of a challenge-response fob want the challenge', async () => {
    await shell.run(['wipe', '--yes']);
    const words = 'provision --serial S-1 --purpose test --seed-file - --suite'.split(' ');
    const suite = 'OCRA-1:HOTP-SHA1-6:QN08';
    await shell.run([...words, suite], { stdin: '3132333435363738393031323334353637383930' });
    // RFC 6287, appendix C.1.
    const reading = await shell.json<{ code: string }>(['code', '--challenge', '11111111']);
    expect(reading.code).toBe('243178');
  });

  it('of a fob of purpose production want a press, and fob says so', async () => {
    await load('production', RFC_URI);
    let asked = false;
    const ended = await shell.run(['code'], {
      onOutput: (text) => {
        if (asked || !text.includes('Press the button')) return;
        asked = true;
        void shell.run(['sim', 'press']);
      },
    });
    expect(asked).toBe(true);
    expect(ended.status).toBe(0);
    expect(ended.stdout).toMatch(/^\d{6}\n$/);
  });

  it('are watched until Ctrl-C', async () => {
    await load('test', RFC_URI);
    const ended = await shell.run(['code', '--watch'], {
      interruptAfter: { stream: 'stdout', signal: 'SIGINT' },
    });
    expect(ended.stdout).toMatch(/^\d{6}\n$/);
    expect(ended.status).toBe(130);
    expect((await shell.run(['info'])).status).toBe(0);
  });

  it('are watched from step to step', async () => {
    const codes: string[] = [];
    const ended = await shell.run(['code', '--watch', '--count', '2', '--json'], {
      onOutput: (text) => {
        if (!text.startsWith('{')) return;
        codes.push(text);
        void shell.run(['sim', 'advance', '30s']);
      },
    });
    const [first, second] = ended.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { counter: number });
    expect((second?.counter ?? 0) - (first?.counter ?? 0)).toBeGreaterThanOrEqual(1);
    expect(ended.status).toBe(0);
  });
});

describe('the clock', () => {
  it('is trimmed, by negative numbers too', async () => {
    expect(await shell.json(['clock', 'trim', '-3.5'])).toMatchObject({ trimPpb: -3500 });
  });

  it('that is right is left as it is', async () => {
    const { status } = await shell.run(['clock', 'set']);
    expect(status).toBe(0);
  });

  it('of a loaded fob does not go back', async () => {
    const { status, stderr } = await shell.run(['clock', 'set', '--at', '2020-01-01']);
    expect(stderr).toMatch(/clock-backward/);
    expect(status).toBe(1);
  });
});

describe('provisioning', () => {
  it('repeated with the same seed proves the fob', async () => {
    await load('test', RFC_URI);
    const words = 'provision --serial S-1 --purpose test --uri - --json'.split(' ');
    const ended = await shell.run(words, { stdin: RFC_URI });
    expect(JSON.parse(ended.stdout)).toMatchObject({ resumed: true });
  });

  it('with another label is refused until the fob is wiped', async () => {
    const words = 'provision --serial S-2 --purpose test --uri -'.split(' ');
    const ended = await shell.run(words, { stdin: RFC_URI });
    expect(ended.status).toBe(1);
    expect(ended.stderr).toMatch(/is loaded already as S-1, with other parameters. Wipe it first/);
  });

  it('says what the URI says only once', async () => {
    const words = 'provision --serial S-2 --purpose test --uri - --digits 8'.split(' ');
    const ended = await shell.run(words, { stdin: RFC_URI });
    expect(ended.status).toBe(2);
    expect(ended.stderr).toContain('--digits is told by the otpauth: URI');
  });
});

describe('a reader that leaves', () => {
  it('ends nothing in an error', async () => {
    const child = spawn(process.execPath, [BIN, 'faults'], {
      env: shell.environment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.destroy();
    let stderr = '';
    child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
    const [status] = (await once(child, 'close')) as [number];
    expect([status, stderr]).toEqual([0, '']);
  });
});
