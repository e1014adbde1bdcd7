import { UsbPort } from '@fobkit/firmware-sim/plug';
import {
  describeFob,
  encodeConfiguration,
  encodeDeviceDescriptor,
  type SetupPacket,
  UsbDescriptorType,
  UsbRequest,
  WireError,
} from '@fobkit/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type EnumeratedDevice, enumerate } from '../../../../firmware-sim/plug/usb/enumerate.ts';
import { runSteps, stepsDone } from '../../../../firmware-sim/plug/usb/usb-steps.ts';
import { UsbTransferError } from '../../../../firmware-sim/plug/usb/transfer-error.ts';
import { TOY, type ToyAnswer, ToyUsb } from './support/toy-usb.ts';

function plugged(toy: ToyUsb): UsbPort {
  const port = new UsbPort(toy, { unplugged: () => undefined });
  port.plugIn();
  return port;
}

function enumerated(toy: ToyUsb): Promise<EnumeratedDevice> {
  return stepsDone(plugged(toy), enumerate());
}

/** Gives `bytes` for one descriptor, cut as was asked. */
function instead(type: number, bytes: Uint8Array | 'stall', number = 0) {
  return ({ request, direction, value }: SetupPacket): ToyAnswer | undefined => {
    const asked = direction === 'in' && request === UsbRequest.GetDescriptor;
    return asked && value === ((type << 8) | number) ? bytes : undefined;
  };
}

describe('enumerate', () => {
  it('asks in the order in which an operating system asks', async () => {
    const toy = new ToyUsb();
    await enumerated(toy);
    const asked = toy.requests.map(({ setup: { request, value, index, length } }) => {
      return [request, value, index, length].map((one) => one.toString(16)).join(' ');
    });
    const size = encodeConfiguration(toy.description.configuration).length.toString(16);
    expect(asked.slice(0, 3)).toEqual(['6 100 0 8', '5 1 0 0', '6 100 0 12']);
    expect(asked[3]).toBe('6 f00 0 5');
    expect(asked.slice(5, 8)).toEqual(['6 200 0 9', `6 200 0 ${size}`, '6 300 0 ff']);
    expect(asked.at(-1)).toBe('9 1 0 0');
  });

  it('finds what the device described', async () => {
    const description = describeFob(TOY);
    const found = await enumerated(new ToyUsb());
    expect(found.device).toEqual(description.device);
    expect(found.configurations).toEqual([description.configuration]);
    expect(found.bos).toEqual(description.bos);
    expect([...found.strings.values()].sort()).toEqual([...description.strings].sort());
    expect(found).toMatchObject({ address: 1, configuration: 1, complaints: [] });
  });

  it('ends within the call when the fob answers at once', () => {
    let found: unknown;
    runSteps(plugged(new ToyUsb()), enumerate(), (outcome) => (found = outcome));
    expect(found).toMatchObject({ ok: true });
  });

  it('takes the address that it is given', async () => {
    const toy = new ToyUsb();
    await stepsDone(plugged(toy), enumerate({ address: 9 }));
    const given = toy.requests.find(({ setup }) => setup.request === UsbRequest.SetAddress);
    expect(given?.setup.value).toBe(9);
  });

  it('leaves the device unconfigured when it is told to', async () => {
    const toy = new ToyUsb();
    const found = await stepsDone(plugged(toy), enumerate({ configure: false }));
    expect(found.configuration).toBe(0);
    expect(toy.requests.map(({ setup }) => setup.request)).not.toContain(
      UsbRequest.SetConfiguration,
    );
  });

  it('asks no device below USB 2.01 for a BOS', async () => {
    const description = describeFob(TOY);
    const device = { ...description.device, usbVersion: 0x0200 };
    const toy = new ToyUsb({ ...description, device });
    expect((await enumerated(toy)).complaints).toEqual([]);
    expect(toy.requests.map(({ setup }) => setup.value >> 8)).not.toContain(UsbDescriptorType.Bos);
  });

  it('lives with a BOS and strings that are refused or broken, and notes them', async () => {
    const toy = new ToyUsb();
    const noBos = instead(UsbDescriptorType.Bos, 'stall');
    const oddString = instead(UsbDescriptorType.String, Uint8Array.of(3, 3, 0x61), 2);
    toy.answer = (setup) => noBos(setup) ?? oddString(setup);
    const found = await enumerated(toy);
    expect(found.bos).toBeUndefined();
    expect(found.strings.has(2)).toBe(false);
    expect(found.strings.get(3)).toBe('f0b1000000000001');
    expect(found.complaints).toHaveLength(2);
    expect(found.complaints.join('\n')).toMatch(/BOS.*STALL[^]*string/);
  });

  it('gives up a device whose descriptor is refused', async () => {
    const toy = new ToyUsb();
    toy.answer = instead(UsbDescriptorType.Configuration, 'stall');
    await expect(enumerated(toy)).rejects.toThrow('GET_DESCRIPTOR of the configuration');
    await expect(enumerated(toy)).rejects.toBeInstanceOf(UsbTransferError);
  });

  it('gives up a device whose packet size is none', async () => {
    const bytes = encodeDeviceDescriptor({ ...describeFob(TOY).device, maxPacketSize0: 63 });
    const toy = new ToyUsb();
    toy.answer = instead(UsbDescriptorType.Device, bytes);
    await expect(enumerated(toy)).rejects.toThrow('63 bytes in a packet');
  });

  it('ends when the fob leaves in the middle', async () => {
    const toy = new ToyUsb();
    toy.answer = ({ request }) => {
      if (request === UsbRequest.SetAddress) toy.leave();
      return undefined;
    };
    await expect(enumerated(toy)).rejects.toMatchObject({ status: 'no-device' });
  });

  it('survives any bytes for a configuration', async () => {
    const whole = encodeConfiguration(describeFob(TOY).configuration);
    const changes = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(changes, fc.nat(whole.length), async (changed, length) => {
        const bytes = whole.slice(0, length);
        for (const [at, byte] of changed) if (at < length) bytes[at] = byte;
        const toy = new ToyUsb();
        toy.answer = instead(UsbDescriptorType.Configuration, bytes);
        const outcome = await enumerated(toy).catch((error: unknown) => error);
        if (!(outcome instanceof WireError)) expect(outcome).toHaveProperty('configurations');
      }),
      { numRuns: 300 },
    );
  });
});
