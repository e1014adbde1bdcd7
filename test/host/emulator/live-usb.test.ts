import { ticksOfUnixMs } from '@fobkit/client';
import { type Fob, parseFault, takeSnapshot } from '@fobkit/firmware-sim';
import { UsbPort, type UrbResult } from '@fobkit/firmware-sim/plug';
import { FOB_USB, fromHex, UsageError } from '@fobkit/protocol';
import { describe, expect, it, vi } from 'vitest';
import { newFob } from '../../../host/emulator/in-process.ts';
import { LiveClock, type LiveClockOptions } from '../../../host/emulator/live-clock.ts';
import type { LiveFob } from '../../../host/emulator/live-fob.ts';
import { enumerate, type EnumeratedDevice } from '../../../firmware-sim/plug/usb/enumerate.ts';
import { runSteps } from '../../../firmware-sim/plug/usb/usb-steps.ts';
import { answersTo, infoFrame } from '../../firmware-sim/plug/plug-support.ts';
import { BATCH_KEY } from '../../support/raw-host.ts';
import { ToyClock } from './toy-clock.ts';

const { cdc } = FOB_USB;
const NONE = new Uint8Array(0);

function makeFob(clock: ToyClock, profile = 'generic'): Fob {
  const deviceId = fromHex('f0b1000000000001');
  return newFob({ profile, batchKey: BATCH_KEY, deviceId, seed: 1, unixTime: clock.unix / 1000 });
}

interface Bench {
  readonly clock: ToyClock;
  readonly fob: Fob;
  readonly live: LiveFob;
  readonly port: UsbPort;
  readonly told: string[];
}

/** A live fob on a USB port, enumerated. */
function onPort(options: Partial<LiveClockOptions> = {}): Bench {
  const clock = new ToyClock();
  const fob = makeFob(clock);
  const live = new LiveClock({ clock, ...options }).add(fob);
  const told: string[] = [];
  const port = new UsbPort(live, { unplugged: () => told.push('unplugged') });
  port.plugIn();
  attach(port);
  return { clock, fob, live, port, told };
}

function attach(port: UsbPort): EnumeratedDevice {
  port.reset();
  const found: { device?: EnumeratedDevice } = {};
  runSteps(port, enumerate(), (outcome) => {
    if (!outcome.ok) throw outcome.error;
    found.device = outcome.value;
  });
  if (found.device === undefined) throw new Error('the fob does not answer at once');
  return found.device;
}

/** Asks for a packet of the serial port; the results as they come. */
function listen(port: UsbPort, count = 1): UrbResult[] {
  const results: UrbResult[] = [];
  for (let n = 0; n < count; n++) {
    port.submit({ endpoint: cdc.in, data: NONE, length: 64 }, (result) => results.push(result));
  }
  return results;
}

function say(port: UsbPort, data: Uint8Array): UrbResult | undefined {
  const results: UrbResult[] = [];
  port.submit({ endpoint: cdc.out, data, length: 0 }, (result) => results.push(result));
  return results[0];
}

/** What comes back for a SETUP packet. */
function control(port: UsbPort, setup: readonly number[]): Uint8Array | undefined {
  const results: UrbResult[] = [];
  const urb = { endpoint: 0, setup: Uint8Array.from(setup), data: NONE, length: 64 };
  port.submit(urb, (result) => results.push(result));
  return results[0]?.data;
}

/** The rest of a turn of the event loop. */
const turn = (): Promise<void> => Promise.resolve();

describe('a live fob on USB', () => {
  it('is enumerated and answers as any fob does', () => {
    const { port } = onPort();
    const answers = listen(port, 4);
    say(port, infoFrame());
    const bytes = Buffer.concat(answers.map(({ data }) => data));
    expect(bytes.length).toBeGreaterThan(0);
    expect(bytes.length).toBe(answersTo(infoFrame()).length);
  });

  it('is brought up to now before a token reaches it', async () => {
    const { clock, live, port } = onPort();
    await turn();
    const times: number[] = [];
    live.observe(({ kind, at }) => {
      if (kind === 'bytes') times.push(at);
    });
    clock.pass(7000);
    say(port, Uint8Array.of(0));
    expect(times[0]).toBe(ticksOfUnixMs(clock.unix));
  });

  it('is woken when what a token began is due', async () => {
    const { clock, live, port } = onPort();
    live.fob.faults.arm(parseFault(['wire.delay', '5000', 'to-host']));
    live.touched();
    const answers = listen(port);
    say(port, infoFrame());
    await turn();
    clock.pass(4900);
    expect(answers).toHaveLength(0);
    clock.pass(200);
    expect(answers).toMatchObject([{ status: 'ok' }]);
  });

  it('stands still while its host asks on in the middle of an answer', async () => {
    const { clock, fob, live } = onPort();
    const end = live.plugInUsb();
    end.reset();
    end.setup(Uint8Array.of(0x00, 0x09, 1, 0, 0, 0, 0, 0));
    end.in(0);
    live.fob.faults.arm(parseFault(['wire.delay', '1000', 'to-host']));
    end.out(cdc.out, infoFrame());
    await turn();
    const passed: number[] = [];
    end.onReady(() => {
      const before = fob.worldTicks;
      clock.unix += 1000;
      end.in(cdc.in & 0x0f);
      passed.push(fob.worldTicks - before);
    });
    clock.pass(1100);
    expect(passed.length).toBeGreaterThan(0);
    expect(new Set(passed)).toEqual(new Set([0]));
  });

  it('tells its plug when it is pulled off, and can be put on again', () => {
    const { live, port, told } = onPort();
    const [answer] = [listen(port)];
    live.fob.unplug();
    expect([told, port.plugged, answer[0]?.status]).toEqual([['unplugged'], false, 'no-device']);
    port.plugIn();
    expect(attach(port).configuration).toBe(1);
  });

  it('comes back by itself when its watchdog has reset it', async () => {
    const { clock, live, port, told } = onPort();
    live.attach({
      url: 'usbip:127.0.0.1:3240/1-1',
      get plugged() {
        return port.plugged;
      },
      replug: () => {
        port.plugIn();
      },
      close: () => Promise.resolve(),
    });
    live.fob.faults.arm(parseFault(['cpu.hang']));
    live.touched();
    clock.pass(3000);
    expect(told).toEqual(['unplugged']);
    await turn();
    expect([port.plugged, attach(port).configuration]).toEqual([true, 1]);
  });

  it('is refused when its type has no USB', () => {
    const clock = new ToyClock();
    const live = new LiveClock({ clock }).add(makeFob(clock, 'sid700'));
    expect(() => live.plugInUsb()).toThrow(UsageError);
    expect(live.failure).toBeUndefined();
  });

  it('that fails answers nothing more', () => {
    const failed: string[] = [];
    const { fob, live, port } = onPort({ onFailure: ({ deviceId }) => failed.push(deviceId) });
    const core = fob.firmware;
    if (core === undefined) throw new Error('no firmware');
    vi.spyOn(core, 'receive').mockImplementation(() => {
      throw new Error('a fault of the model');
    });
    expect(say(port, infoFrame())?.status).toBe('no-answer');
    expect(say(port, infoFrame())?.status).toBe('no-answer');
    expect([failed, live.failure]).toEqual([[live.deviceId], 'a fault of the model']);
  });
});

describe('a fob that takes the place of another on USB', () => {
  it('stays in the plug as the host left it, halts too', () => {
    const { live, port, told } = onPort();
    const snapshot = takeSnapshot(live.fob);
    // SET_FEATURE(ENDPOINT_HALT), GET_STATUS of the endpoint, GET_CONFIGURATION.
    control(port, [0x02, 3, 0, 0, cdc.in, 0, 0, 0]);
    live.restore(snapshot);
    expect([told, port.plugged]).toEqual([[], true]);
    expect(control(port, [0x82, 0, 0, 0, cdc.in, 0, 2, 0])).toEqual(Uint8Array.of(1, 0));
    expect(control(port, [0x80, 8, 0, 0, 0, 0, 1, 0])).toEqual(Uint8Array.of(1));
  });

  it('takes what waited for the other one, and nothing that was said to that', () => {
    const { live, port } = onPort();
    const snapshot = takeSnapshot(live.fob);
    const frame = infoFrame();
    say(port, frame.subarray(0, 7));
    const answers = listen(port, 4);
    live.restore(snapshot);
    expect(answers).toHaveLength(0);
    say(port, frame);
    const bytes = Buffer.concat(answers.map(({ data }) => data));
    expect(bytes.length).toBe(answersTo(frame).length);
  });

  it('hears bytes that the other one had no room for', () => {
    const { live, port } = onPort();
    const snapshot = takeSnapshot(live.fob);
    const blocked: UrbResult[] = [];
    // Answers that nobody reads fill its buffers, until it hears no more.
    for (let n = 0; n < 500 && port.pending === 0; n++) {
      port.submit({ endpoint: cdc.out, data: infoFrame(), length: 0 }, (result) => {
        blocked.push(result);
      });
    }
    const before = blocked.length;
    expect(port.pending).toBe(1);
    live.restore(snapshot);
    expect([blocked.length - before, port.pending]).toEqual([1, 0]);
  });

  it('ends a control transfer that waited for the other one', () => {
    const { live, port } = onPort();
    const snapshot = takeSnapshot(live.fob);
    // INIT on the broadcast channel: nobody reads the answers, so that the last one has to wait.
    const init = new Uint8Array(64);
    init.set([0xff, 0xff, 0xff, 0xff, 0x86, 0, 8]);
    for (let n = 0; n < 500 && port.pending === 0; n++) {
      port.submit({ endpoint: FOB_USB.hid.out, data: init, length: 0 }, () => undefined);
    }
    const ended: string[] = [];
    // SET_REPORT(output).
    const setup = Uint8Array.of(0x21, 9, 0, 2, 0, 0, 64, 0);
    port.submit({ endpoint: 0, setup, data: init, length: 0 }, ({ status }) => ended.push(status));
    expect(ended).toEqual([]);
    live.restore(snapshot);
    expect(ended).toHaveLength(1);
    expect(control(port, [0x80, 8, 0, 0, 0, 0, 1, 0])).toEqual(Uint8Array.of(1));
  });

  it('has the serial port as the host set it: DTR still ends the link when it goes down', () => {
    const { live, port } = onPort();
    const snapshot = takeSnapshot(live.fob);
    const { control: number } = cdc;
    // SET_CONTROL_LINE_STATE, then SET_LINE_CODING.
    control(port, [0x21, 0x22, 1, 0, number, 0, 0, 0]);
    const coding = Uint8Array.of(0x80, 0x25, 0, 0, 2, 1, 7);
    const setup = Uint8Array.of(0x21, 0x20, 0, 0, number, 0, 7, 0);
    port.submit({ endpoint: 0, setup, data: coding, length: 0 }, () => undefined);
    live.restore(snapshot);
    expect(control(port, [0xa1, 0x21, 0, 0, number, 0, 7, 0])).toEqual(coding);
    say(port, infoFrame().subarray(0, 7));
    control(port, [0x21, 0x22, 0, 0, number, 0, 0, 0]);
    const answers = listen(port);
    say(port, infoFrame().subarray(7));
    expect(answers).toHaveLength(0);
  });

  it('may fall off at once, and then has left like any other', async () => {
    const { clock, live, port, told } = onPort();
    const other = makeFob(clock);
    other.faults.arm(parseFault(['usb.brownout']));
    const waiting = listen(port);
    live.restore(takeSnapshot(other));
    expect([told, port.plugged, waiting[0]?.status]).toEqual([['unplugged'], false, 'no-device']);
    port.plugIn();
    expect(attach(port).configuration).toBe(1);
    await turn();
  });

  it('has to have USB, else nothing is changed', () => {
    const { clock, live, port } = onPort();
    const { fob } = live;
    const other = makeFob(clock, 'sid700');
    expect(() => {
      live.restore(takeSnapshot(other));
    }).toThrow(/without USB/);
    expect(live.fob).toBe(fob);
    expect(port.plugged).toBe(true);
    expect(live.fob.worldTicks).toBe(ticksOfUnixMs(clock.unix));
  });
});
