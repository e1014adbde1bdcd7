import { RequestTimeoutError } from '@fobkit/client';
import { UsageError } from '@fobkit/protocol';
import '../../../host/testing/vitest.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { startTestFob, type TestFobOptions } from '../../../host/testing/start-test-fob.ts';
import type { TestFob } from '../../../host/testing/test-fob.ts';
import { StalledError } from '../../../host/emulator/world-clock.ts';

const URI = 'otpauth://totp/a?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

const started: TestFob[] = [];

async function start(options: TestFobOptions = {}): Promise<TestFob> {
  const fob = await startTestFob(options);
  started.push(fob);
  return fob;
}

afterEach(async () => {
  for (const fob of started.splice(0)) await fob.dispose();
});

describe('a test fob', () => {
  it('is blank, at a fixed time, and connected', async () => {
    const fob = await start();
    expect(fob.worldTime).toEqual(new Date('2027-01-01T00:00:00Z'));
    expect((await fob.device.getInfo()).lifecycle).toBe('blank');
  });

  it('is the same for the same options', async () => {
    const one = await start({ seed: 5 });
    const other = await start({ seed: 5 });
    const [first, second] = [await one.provision(), await other.provision()];
    expect(second).toEqual(first);
    expect(await other.code()).toBe(await one.code());
    expect(other.snapshot()).toBe(one.snapshot());
  });

  it('is another one for another seed', async () => {
    const one = await start({ seed: 5 });
    const other = await start({ seed: 6 });
    expect(other.device.deviceId).not.toEqual(one.device.deviceId);
  });

  it('is of the type, time and purpose that are asked for', async () => {
    const worldTime = new Date('2030-05-01T12:00:00Z');
    const fob = await start({ profile: 'sid700', worldTime, purpose: 'production' });
    await fob.provision();
    expect(fob.worldTime).toEqual(worldTime);
    expect((await fob.device.getInfo()).loaded).toMatchObject({
      purpose: 'production',
      stepSeconds: 60,
      serialLabel: '000158423177',
    });
  });

  it.each(['yesterday', '1969-01-01T00:00:00Z'])('has no world time %s', async (worldTime) => {
    await expect(startTestFob({ worldTime })).rejects.toThrow('worldTime');
  });
});

describe('provision', () => {
  it('loads what a URI says, over the sealed channel', async () => {
    const fob = await start();
    const uri = `${URI}&digits=8&algorithm=SHA256&period=60`;
    await fob.provision({ uri, serialLabel: 'A-1' });
    expect((await fob.device.getInfo()).loaded).toMatchObject({
      digits: 8,
      algorithm: 'SHA256',
      stepSeconds: 60,
      serialLabel: 'A-1',
    });
    expect(await fob.code()).toVerify(uri, { at: fob.worldTime, window: 0 });
  });

  it.each(['generic', 'shinkin-hardware', 'shinkin-app', 'sid700', 'eight-sha256', 'hotp-button'])(
    'without a word loads a %s as it usually is',
    async (profile) => {
      const fob = await start({ profile });
      await fob.provision();
      expect(fob.verify(await fob.code()).valid).toBe(true);
    },
  );

  it('puts the seed nowhere in the transcript', async () => {
    const fob = await start();
    await fob.provision({ uri: URI });
    const sealed = fob.transcript.filter((message) => message.sealed);
    expect(sealed.map(({ command }) => command)).toContain('LoadSeed');
    expect(sealed.filter(({ fields }) => fields !== undefined)).toEqual([]);
  });
});

describe('time', () => {
  it('passes by advance, and the code with it', async () => {
    const fob = await start();
    await fob.provision({ uri: URI });
    const before = await fob.code();
    fob.advance('30s');
    expect(await fob.code()).not.toBe(before);
    fob.advance(0.5);
    expect(fob.worldTime).toEqual(new Date('2027-01-01T00:00:30.500Z'));
  });

  it.each(['soon', '-1s', -1, Number.NaN])('does not pass by %s', async (duration) => {
    const fob = await start();
    expect(() => {
      fob.advance(duration);
    }).toThrow('no duration');
  });

  it('passes by itself while the client waits for late bytes', async () => {
    const fob = await start();
    const before = fob.env.clock.now();
    const late = fob.fault('frame.delay 400 to-host --on-nth 1');
    expect((await fob.device.getInfo()).lifecycle).toBe('blank');
    expect(late.fired).toBe(true);
    expect(fob.env.clock.now() - before).toBeCloseTo(400, 1);
  });

  it('makes a client time out without waiting', async () => {
    const fob = await start({ client: { timeoutMs: 60_000, resends: 1 } });
    fob.fault('frame.drop to-host');
    await expect(fob.device.getInfo()).rejects.toBeInstanceOf(RequestTimeoutError);
    expect(fob.worldTime).toEqual(new Date('2027-01-01T00:02:00Z'));
  });

  it('stands still when autoAdvance is off, until settle moves it', async () => {
    const fob = await start({ autoAdvance: false });
    fob.fault('frame.drop to-fob --on-nth 1');
    const info = fob.device.getInfo();
    expect(fob.worldTime).toEqual(new Date('2027-01-01T00:00:00Z'));
    expect((await fob.settle(info)).lifecycle).toBe('blank');
    expect(fob.worldTime).toEqual(new Date('2027-01-01T00:00:01Z'));
  });

  it('gives no snapshot of a production seed', async () => {
    const fob = await start({ purpose: 'production' });
    expect(fob.snapshot()).toContain('fobkit snapshot');
    await fob.provision({ uri: URI });
    expect(() => fob.snapshot()).toThrow(UsageError);
  });

  it('lets a host wait for a press', async () => {
    const fob = await start({ purpose: 'production' });
    await fob.provision({ uri: URI });
    const onPressWanted = (): void => {
      fob.press();
    };
    const reading = await fob.device.readCode({ waitForPressMs: 5_000, onPressWanted });
    expect(fob.verify(reading.code).valid).toBe(true);
  });

  it('cannot help a promise that nothing settles', async () => {
    const fob = await start({ client: { timeoutMs: 4_000_000 } });
    fob.fault('frame.drop to-host');
    const waiting = fob.settle(fob.device.getInfo());
    await expect(waiting).rejects.toThrow(
      new StalledError(
        'nothing happened within an hour of world time: ' +
          'the client waits for GetInfo since 2027-01-01T00:00:00.000Z',
      ),
    );
    await expect(fob.settle(Promise.withResolvers().promise)).rejects.toThrow(StalledError);
  });
});

describe('the button and the LCD', () => {
  it('show the code that the wire tells', async () => {
    const fob = await start();
    await fob.provision({ uri: URI });
    expect(fob.lcd.text).toBe('');
    fob.press();
    expect(fob.lcd.text).toBe(await fob.code());
    expect(fob).toShowCode();
    expect(fob.lcd.view.on).toBe(true);
  });

  it('show the menu after a long push', async () => {
    const fob = await start();
    await fob.provision({ uri: URI });
    fob.hold('6s');
    expect(fob.lcd.text).toMatch(/^1798761[56]\d\d$/);
  });

  it('show what a broken segment leaves of a code', async () => {
    const fob = await start();
    await fob.provision({ uri: URI });
    const fault = fob.fault('lcd.segment 2g');
    fob.press();
    expect(fob).not.toShowCode();
    expect(fault.report.evidence).toContain('segment g of position 2');
    fault.clear();
    expect(fob).toShowCode();
  });

  it('are drawn, the code of a production fob masked', async () => {
    const fob = await start();
    await fob.provision({ uri: URI, purpose: 'production' });
    fob.press();
    expect(fob.lcd.text).toMatch(/^\d{6}$/);
    expect(fob.lcd.drawing).not.toMatch(/\|/);
    expect(fob.lcd.svg()).toMatch(/^<svg /);
    expect(fob.lcd.svg('back')).toContain('</svg>');
    const codes = fob.transcript.filter(({ command }) => command === 'ReadCode');
    await fob.code();
    expect(fob.transcript.length).toBeGreaterThan(codes.length);
    const told = fob.transcript.at(-1);
    expect(told).toMatchObject({ command: 'ReadCode', fields: { code: '******' } });
  });
});

describe('a fault', () => {
  it('takes the words and options of the command line', async () => {
    const fob = await start();
    const { report } = fob.fault('  lcd.segment 2d  --at 1h --for 2m --seed 7');
    expect(report.text).toBe('lcd.segment 2d --at 1h --for 2m --seed 7');
    expect(report.firedCount).toBe(0);
  });

  it.each([
    ['lcd.segment 2d --until 2m', 'no option --until'],
    ['lcd.segment 2d --for', '--for wants a value'],
    ['lcd.segment 99x', 'lcd.segment'],
    ['', 'which fault?'],
  ])('refuses "%s"', async (line, why) => {
    const fob = await start();
    expect(() => fob.fault(line)).toThrow(why);
  });
});

describe('verify', () => {
  it('follows world time, and the clock of the fob does not matter to it', async () => {
    const fob = await start({ profile: 'shinkin-hardware' });
    await fob.provision({ uri: URI });
    fob.fault('rtc.jump +90s');
    expect(fob.verify(await fob.code()).valid).toBe(false);
    expect(fob.verify(await fob.code(), { window: 3 })).toEqual({ valid: true, delta: 3 });
  });

  it('wants a seed', async () => {
    const fob = await start();
    expect(() => fob.verify('123456')).toThrow('provision first');
  });
});

describe('snapshot and restore', () => {
  it('take the fob back, time and faults with it, and the host’s clock never', async () => {
    const fob = await start();
    await fob.provision({ uri: URI });
    const fault = fob.fault('lcd.segment 1g');
    const before = await fob.code();
    const snapshot = fob.snapshot();
    fob.advance('1d');
    fault.clear();
    const now = fob.env.clock.now();
    await fob.restore(snapshot);
    expect(fob.worldTime).toEqual(new Date('2027-01-01T00:00:00Z'));
    expect(await fob.code()).toBe(before);
    expect(fault.report.state).toBe('acting');
    expect(fob.env.clock.now()).toBeGreaterThanOrEqual(now);
  });

  it('start another fob', async () => {
    const fob = await start({ profile: 'sid700' });
    await fob.provision({ uri: `${URI}&period=60` });
    const twin = await start({ snapshot: fob.snapshot() });
    expect(await twin.code()).toBe(await fob.code());
  });
});

describe('the wire', () => {
  it('is lost when the fob is unplugged, and back when it is plugged in', async () => {
    const fob = await start();
    fob.unplug();
    await expect(fob.device.getInfo()).rejects.toHaveProperty('code', 'link-lost');
    fob.replug();
    expect((await fob.device.getInfo()).lifecycle).toBe('blank');
  });

  it('is free for a client of one’s own', async () => {
    const { FobDevice } = await import('@fobkit/client');
    const fob = await start();
    await fob.device.close();
    const own = await FobDevice.connect(fob.link, fob.env);
    expect(own.deviceId).toEqual(fob.emulated.identity.deviceId);
    await own.close();
  });
});

it('is gone at the end of the block that holds it', async () => {
  let gone: TestFob;
  {
    await using fob = await startTestFob();
    gone = fob;
    expect(gone.device.url).toMatch(/^sim:f0b1/);
  }
  expect(() => gone.device).toThrow('disposed');
});
