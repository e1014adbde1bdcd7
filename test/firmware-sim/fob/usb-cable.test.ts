import { UsageError } from '@fobkit/protocol';
import { describe, expect, it } from 'vitest';
import { infoFrame } from '../plug/plug-support.ts';
import { blankFob, HOTP_LOAD, loadedFob, TICKS } from '../../support/raw-host.ts';
import { UsbHost } from '../../support/usb-host.ts';

const GET_CONFIGURATION = { direction: 'in', request: 8, length: 1 } as const;
const DAY = 86_400 * 32_768;

describe('the bus', () => {
  it('[USB-34] wakes a fob whose cell is dead', () => {
    const fob = blankFob();
    fob.setBattery(0);
    expect(fob.running).toBe(false);
    const host = UsbHost.configured(fob);
    expect(fob.running).toBe(true);
    host.out(0x03, infoFrame());
    expect(host.in(0x83, 4096).status).toBe('ok');
    host.port.pull();
    expect(fob.running).toBe(false);
  });

  it('wakes a fob without a cell', () => {
    const fob = blankFob();
    fob.removeCell();
    expect(UsbHost.configured(fob).control(GET_CONFIGURATION).status).toBe('ok');
  });

  it('spares the cell but for its own discharge', () => {
    const [plugged, alone] = [blankFob(), blankFob()];
    plugged.plugInUsb();
    for (const fob of [plugged, alone]) fob.advance(100 * DAY);
    const used = ({ parts: { battery } }: typeof plugged) =>
      battery.capacityNah - battery.remainingNah;
    expect(used(plugged)).toBeLessThan(used(alone) / 4);
  });

  it('has a fob that hangs answer on endpoint 0, and no longer behind its functions', () => {
    const fob = blankFob();
    const host = UsbHost.configured(fob);
    fob.faults.arm({ kind: 'cpu.hang', args: [] });
    expect(host.control(GET_CONFIGURATION).status).toBe('ok');
    host.out(0x03, infoFrame());
    expect(host.try({ endpoint: 0x83, length: 64 })).toBeUndefined();
  });
});

describe('a fob type without USB', () => {
  it.each(['shinkin-hardware', 'sid700'])('%s cannot be put on a cable', (name) => {
    const fob = blankFob(name);
    expect(() => fob.plugInUsb()).toThrow(UsageError);
    expect(() => fob.plugInUsb()).toThrow(`profile ${name} has no USB`);
  });
});

describe('[USB-26] a fob that resets', () => {
  it('by its watchdog leaves the bus, and comes back as freshly plugged in', () => {
    const fob = blankFob();
    const host = UsbHost.configured(fob);
    const wire = fob.plugIn();
    const told: string[] = [];
    fob.observe(({ kind }) => told.push(kind));
    host.out(0x03, infoFrame());
    fob.faults.arm({ kind: 'cpu.hang', args: [] });
    fob.advance(3 * TICKS);
    expect([host.unplugged, host.port.plugged, wire.plugged]).toEqual([1, false, true]);
    expect(told.filter((kind) => kind === 'replugged')).toHaveLength(1);
    host.port.plugIn();
    expect([...host.control(GET_CONFIGURATION).data]).toEqual([0]);
    host.control({ request: 9, value: 1 });
    expect(host.try({ endpoint: 0x83, length: 64 })).toBeUndefined();
  });

  it('by a brown-out leaves it, too', () => {
    const { fob } = loadedFob('generic', HOTP_LOAD);
    const host = UsbHost.configured(fob);
    fob.faults.arm({ kind: 'flash.torn', args: [] });
    fob.press();
    fob.advance(TICKS);
    expect(fob.firmware?.core.ram.resetCause).toBe('brown-out');
    expect([host.unplugged, fob.running]).toEqual([1, true]);
  });

  it('without a cell is off until it is plugged in again', () => {
    const fob = blankFob();
    fob.removeCell();
    const host = UsbHost.configured(fob);
    fob.faults.arm({ kind: 'cpu.hang', args: [] });
    fob.advance(3 * TICKS);
    expect([host.unplugged, fob.running]).toEqual([1, false]);
    host.port.plugIn();
    expect(fob.running).toBe(true);
  });
});

describe('[USB-33] unplugging', () => {
  it('takes neither the time nor the code on the display', () => {
    const { fob } = loadedFob();
    const host = UsbHost.configured(fob);
    fob.press();
    fob.advance(TICKS);
    const [text, drift] = [fob.parts.lcd.visibleText(), fob.driftTicks];
    expect(text).toMatch(/\d{6}/);
    host.port.pull();
    fob.advance(TICKS);
    expect([fob.parts.lcd.visibleText(), fob.driftTicks]).toEqual([text, drift]);
    expect(fob.firmware?.core.ram.resetCause).not.toBe('brown-out');
  });
});

describe('what is plugged in and pulled', () => {
  it('is told once for a cable, whatever wires are in it', () => {
    const fob = blankFob();
    const told: string[] = [];
    fob.observe((noted) => told.push(noted.kind));
    const cable = fob.plugInUsb();
    cable.unplug();
    cable.unplug();
    expect(told).toEqual(['plugged', 'unplugged']);
  });

  it('is pulled together: serial wires and USB cables', () => {
    const fob = blankFob();
    const [wire, one, other] = [fob.plugIn(), fob.plugInUsb(), fob.plugInUsb()];
    fob.unplug();
    expect([wire.plugged, one.plugged, other.plugged]).toEqual([false, false, false]);
    expect(fob.parts.battery.externalPower()).toBe(false);
  });

  it('gives each cable a function of its own', () => {
    const fob = blankFob();
    const [one, other] = [UsbHost.configured(fob), new UsbHost(fob)];
    expect([...one.control(GET_CONFIGURATION).data]).toEqual([1]);
    expect([...other.control(GET_CONFIGURATION).data]).toEqual([0]);
  });
});

describe('a link of one function', () => {
  it('[USB-23] takes a frame however it is cut into packets', () => {
    const frame = infoFrame();
    for (let cut = 0; cut <= frame.length; cut++) {
      const host = UsbHost.configured();
      host.out(0x04, frame.subarray(0, cut));
      host.out(0x04, frame.subarray(cut));
      expect([cut, host.try({ endpoint: 0x84, length: 4096 })?.status]).toEqual([cut, 'ok']);
    }
  });

  it('[USB-7] knows nothing of the half frame on another', () => {
    const host = UsbHost.configured();
    host.out(0x03, infoFrame().subarray(0, 7));
    host.out(0x04, infoFrame());
    expect(host.in(0x84, 4096).status).toBe('ok');
    host.out(0x03, infoFrame().subarray(7));
    expect(host.in(0x83, 4096).status).toBe('ok');
  });

  it('begins anew after a reset of the bus', () => {
    const host = UsbHost.configured();
    host.out(0x03, infoFrame().subarray(0, 7));
    host.port.reset();
    host.control({ request: 9, value: 1 });
    host.out(0x03, infoFrame().subarray(7));
    expect(host.try({ endpoint: 0x83, length: 64 })).toBeUndefined();
  });
});

describe('a fob that takes the place of another', () => {
  it('is found as the host has left it', () => {
    const before = UsbHost.configured();
    before.control({ recipient: 'endpoint', request: 3, index: 0x81 });
    const [old] = [before.fob.plugInUsb()];
    const state = { ...old.busState, configuration: 1, address: 5, halted: [0x81] };
    const cable = blankFob().plugInUsb();
    cable.adopt(state);
    expect(cable.busState).toEqual(state);
    expect(cable.in(1)).toBe('stall');
    expect(cable.in(3)).toBe('nak');
  });
});
