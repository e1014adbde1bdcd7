import { FOB_USB, LinkType, readPcapng, URB_IN_PROGRESS } from '@fobkit/protocol';
import { UsbPort } from '@fobkit/firmware-sim/plug';
import { takeSnapshot } from '@fobkit/firmware-sim';
import { beforeEach, describe, expect, it } from 'vitest';
import { enumerate } from '../../../firmware-sim/plug/usb/enumerate.ts';
import { runSteps } from '../../../firmware-sim/plug/usb/usb-steps.ts';
import { newFob } from '../../../host/emulator/in-process.ts';
import { LiveClock } from '../../../host/emulator/live-clock.ts';
import type { LiveFob } from '../../../host/emulator/live-fob.ts';
import { PlugCapture } from '../../../host/emulator/plug-capture.ts';
import { answersTo, infoFrame } from '../../firmware-sim/plug/plug-support.ts';
import { blankFob, BATCH_KEY, DEVICE_ID } from '../../support/raw-host.ts';
import { Tape } from '../client/capture/tape.ts';
import { ToyClock } from './toy-clock.ts';

let clock: ToyClock;
let time: LiveClock;
let live: LiveFob;
let tape: Tape;
let capture: PlugCapture;

beforeEach(() => {
  clock = new ToyClock();
  time = new LiveClock({ clock });
  live = time.add(
    newFob({ batchKey: BATCH_KEY, deviceId: DEVICE_ID, seed: 1, unixTime: clock.unix / 1000 }),
  );
  tape = new Tape();
  capture = new PlugCapture({ write: tape.write, application: 'test' });
});

describe('a capture of a plug of bytes', () => {
  it('holds what passes, dated by world time', () => {
    const wire = capture.over(live, 'pty').plugIn();
    clock.pass(1500);
    wire.write(infoFrame());
    clock.pass(500);
    wire.unplug();
    expect(tape.serial).toEqual([
      { kind: 'opened' },
      { kind: 'bytes', direction: 'to-fob', bytes: infoFrame() },
      { kind: 'bytes', direction: 'to-host', bytes: Uint8Array.from(answersTo(infoFrame())) },
      { kind: 'closed' },
    ]);
    const { interfaces, packets } = tape.capture;
    expect(interfaces).toMatchObject([
      { linkType: LinkType.RtacSerial, name: 'sim:f0b1000000000001 pty' },
    ]);
    const start = (clock.unix - 2000) * 1000;
    expect(packets.map(({ unixMicros }) => unixMicros - start)).toEqual([
      0, 1_500_000, 1_500_000, 2_000_000,
    ]);
  });

  it('goes on when the fob is plugged in again', () => {
    const fob = capture.over(live, 'tcp');
    fob.plugIn().unplug();
    fob.plugIn();
    expect(tape.serial.map((one) => one?.kind)).toEqual(['opened', 'closed', 'opened']);
    expect(tape.capture.interfaces).toHaveLength(1);
  });

  it('passes everything on', () => {
    const wire = capture.over(live, 'pty').plugIn();
    const heard: Uint8Array[] = [];
    let left = 0;
    const stop = wire.onBytes((bytes) => heard.push(bytes));
    wire.onUnplugged(() => left++);
    wire.write(infoFrame());
    stop();
    wire.write(infoFrame(2));
    expect(heard).toHaveLength(1);
    expect(wire.plugged).toBe(true);
    live.act(() => {
      live.fob.unplug();
    });
    expect([left, wire.plugged]).toEqual([1, false]);
  });

  it.each([
    ['2200-01-01T00:00:00Z', Date.UTC(2200, 0, 1) * 1000],
    ['2300-01-01T00:00:00Z, dated as late as numbers go', Number.MAX_SAFE_INTEGER],
  ])('holds what passes a fob of %s', (at, micros) => {
    const future = new LiveClock({ clock, unixTime: Date.parse(at.slice(0, 20)) / 1000 });
    const unixTime = Date.parse(at.slice(0, 20)) / 1000;
    const fob = newFob({ batchKey: BATCH_KEY, deviceId: DEVICE_ID, seed: 1, unixTime });
    const wire = capture.over(future.add(fob), 'pty').plugIn();
    wire.write(infoFrame());
    expect(tape.serial.map((one) => one?.kind)).toEqual(['opened', 'bytes', 'bytes']);
    expect(tape.capture.packets.map(({ unixMicros }) => unixMicros)).toEqual([
      micros,
      micros,
      micros,
    ]);
  });

  it('is dated by the clock of the fob that a snapshot brought back', () => {
    const before = takeSnapshot(live.fob);
    clock.pass(60_000);
    const wire = capture.over(live, 'pty').plugIn();
    live.restore(before);
    wire.write(infoFrame());
    const [opened, request] = tape.capture.packets.map(({ unixMicros }) => unixMicros);
    expect((opened ?? 0) - (request ?? 0)).toBe(60_000_000);
  });
});

describe('a capture of a USB plug', () => {
  function onPort(): UsbPort {
    const port = new UsbPort(live, { unplugged: () => undefined });
    capture.observe(live, 'usbip', port);
    port.plugIn();
    port.reset();
    runSteps(port, enumerate(), (outcome) => {
      if (!outcome.ok) throw outcome.error;
    });
    return port;
  }

  it('holds its enumeration as usbmon would have seen it', () => {
    onPort();
    const [submit, complete] = tape.urbs;
    expect(submit).toMatchObject({
      kind: 'submit',
      bus: 1,
      device: 1,
      endpoint: 0x80,
      transfer: 'control',
      status: URB_IN_PROGRESS,
      setup: Uint8Array.of(0x80, 6, 0, 1, 0, 0, 8, 0),
    });
    expect(complete).toMatchObject({ kind: 'complete', id: submit?.id, status: 0, length: 8 });
    expect(tape.urbs.every(({ status, kind }) => kind === 'submit' || status === 0)).toBe(true);
  });

  it('holds transfers with their kinds, and how they ended', () => {
    const port = onPort();
    const { cdc, hid } = FOB_USB;
    const none = new Uint8Array(0);
    const before = tape.urbs.length;
    port.submit({ endpoint: cdc.out, data: infoFrame(), length: 0 }, () => undefined);
    port.submit({ endpoint: hid.in, data: none, length: 64 }, () => undefined).cancel();
    port.submit({ endpoint: cdc.in, data: none, length: 64 }, () => undefined);
    port.submit(
      {
        endpoint: hid.out,
        data: none,
        length: 0,
        setup: Uint8Array.of(0x80, 99, 0, 0, 0, 0, 0, 0),
      },
      () => undefined,
    );
    port.submit({ endpoint: hid.in, data: none, length: 64 }, () => undefined);
    port.pull();
    const told = tape.urbs
      .slice(before)
      .map(({ kind, endpoint, transfer, status }) => [kind, endpoint, transfer, status]);
    expect(told).toEqual([
      ['submit', cdc.out, 'bulk', -115],
      ['complete', cdc.out, 'bulk', 0],
      ['submit', hid.in, 'interrupt', -115],
      ['complete', hid.in, 'interrupt', -2],
      ['submit', cdc.in, 'bulk', -115],
      ['complete', cdc.in, 'bulk', 0],
      ['submit', 0x80, 'control', -115],
      ['complete', 0x80, 'control', -32],
      ['submit', hid.in, 'interrupt', -115],
      ['complete', hid.in, 'interrupt', -108],
    ]);
  });

  it('begins with what a host has asked before', () => {
    const { description } = (() => {
      const port = new UsbPort(live, { unplugged: () => undefined });
      port.plugIn();
      return port;
    })();
    capture.observe(live, 'uhid', { observe: () => () => undefined, description });
    expect(tape.urbs.map(({ kind, endpoint, data }) => [kind, endpoint, data.length > 0])).toEqual([
      ['submit', 0x80, false],
      ['complete', 0x80, true],
      ['submit', 0x80, false],
      ['complete', 0x80, true],
    ]);
  });

  it('never goes back in time within a turn of the event loop', () => {
    const port = onPort();
    clock.pass(10);
    port.submit({ endpoint: FOB_USB.cdc.out, data: infoFrame(), length: 0 }, () => undefined);
    clock.pass(10);
    port.submit(
      { endpoint: FOB_USB.cdc.in, data: new Uint8Array(0), length: 512 },
      () => undefined,
    );
    const times = tape.capture.packets.map(({ unixMicros }) => unixMicros);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });

  it('tells nothing of the reports of a token of another maker', () => {
    live = time.add(newFob({ batchKey: BATCH_KEY, profile: 'nitrokey-pro' }));
    const port = onPort();
    const setup = Uint8Array.of(0x21, 9, 0, 3, 0, 0, 64, 0);
    const data = new Uint8Array(64).fill(0x53);
    port.submit({ endpoint: 0, setup, data, length: 0 }, () => undefined);
    const report = tape.urbs.find((urb) => urb.setup?.[1] === 9 && urb.setup[0] === 0x21);
    expect(report?.data).toEqual(new Uint8Array(64).fill(0x2a));
  });

  it('has a device of its own for each fob', () => {
    onPort();
    live = time.add(blankFob());
    onPort();
    expect([...new Set(tape.urbs.map(({ device }) => device))]).toEqual([1, 2]);
    expect(readPcapng(tape.bytes).interfaces).toHaveLength(2);
  });
});
