import { UsbPort } from '@fobkit/firmware-sim/plug';
import {
  describeFob,
  encodeHidItems,
  FOB_HID_REPORT,
  FOB_USB,
  hidItem,
  HidRequest,
  HidTag,
  type UsbDescription,
  UsbRequest,
} from '@fobkit/protocol';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { enumerate } from '../../../../firmware-sim/plug/usb/enumerate.ts';
import { bindHid, hidInterfaces } from '../../../../firmware-sim/plug/usb/hid-binding.ts';
import { HidDriver } from '../../../../firmware-sim/plug/usb/hid-driver.ts';
import { stepsDone } from '../../../../firmware-sim/plug/usb/usb-steps.ts';
import { TOY, ToyUsb } from './support/toy-usb.ts';

const { in: IN, out: OUT } = FOB_USB.hid;

afterEach(() => {
  vi.useRealTimers();
});

interface Heard {
  readonly reports: string[];
  readonly failures: string[];
  leave(): void;
}

async function driverOf(toy: ToyUsb): Promise<HidDriver> {
  const port = new UsbPort(toy, { unplugged: () => undefined });
  port.plugIn();
  const [hid] = hidInterfaces(await stepsDone(port, enumerate()));
  if (hid === undefined) throw new Error('no HID interface');
  return new HidDriver(port, await stepsDone(port, bindHid(hid)));
}

function listen(driver: HidDriver): Heard {
  const reports: string[] = [];
  const failures: string[] = [];
  const leave = driver.listen({
    report: (bytes) => reports.push(Buffer.from(bytes).toString('hex')),
    failed: (status) => failures.push(status),
  });
  return { reports, failures, leave };
}

/** The fob's description with another report descriptor, and with or without an OUT endpoint. */
function describeWith(report: Uint8Array, withOut = true): UsbDescription {
  const description = describeFob(TOY);
  const { functions } = description.configuration;
  const changed = functions.map((one) => ({
    ...one,
    interfaces: one.interfaces.map((each) => ({
      ...each,
      descriptors: each.descriptors.map((descriptor) =>
        descriptor.kind === 'hid'
          ? { ...descriptor, descriptors: [{ type: 0x22, length: report.length }] }
          : descriptor,
      ),
      endpoints: each.endpoints.filter(({ address }) => withOut || address !== OUT),
    })),
  }));
  return {
    ...description,
    configuration: { ...description.configuration, functions: changed },
    hidReports: { [FOB_USB.hid.interface]: report },
  };
}

/** Input report 2 of 3 bytes, input report 5 of 1, feature report 7 of 4. */
const WITH_IDS = encodeHidItems([
  hidItem(HidTag.UsagePage, 0xff00),
  hidItem(HidTag.Usage, 1),
  hidItem(HidTag.Collection, 1),
  hidItem(HidTag.ReportSize, 8),
  hidItem(HidTag.ReportId, 2),
  hidItem(HidTag.ReportCount, 3),
  hidItem(HidTag.Input, 2),
  hidItem(HidTag.Output, 2),
  hidItem(HidTag.ReportId, 5),
  hidItem(HidTag.ReportCount, 1),
  hidItem(HidTag.Input, 2),
  hidItem(HidTag.ReportId, 7),
  hidItem(HidTag.ReportCount, 4),
  hidItem(HidTag.Feature, 2),
  hidItem(HidTag.EndCollection),
]);

describe('bindHid', () => {
  it('asks to be told of changes only, then for the report descriptor', async () => {
    const toy = new ToyUsb();
    const { binding } = await driverOf(toy);
    const [idle, report] = toy.requests.slice(-2);
    expect(idle?.setup).toMatchObject({ type: 'class', request: HidRequest.SetIdle, value: 0 });
    expect(report?.setup).toMatchObject({ recipient: 'interface', value: 0x2200 });
    expect(binding.reportDescriptor).toEqual(FOB_HID_REPORT);
    expect(binding.reports.input).toEqual([{ id: 0, bits: 512, length: 64 }]);
  });

  it('lives with a device that does not know SET_IDLE', async () => {
    const toy = new ToyUsb();
    toy.answer = ({ type }) => (type === 'class' ? 'stall' : undefined);
    expect((await driverOf(toy)).binding.interface).toBe(FOB_USB.hid.interface);
  });
});

describe('HidDriver, hearing', () => {
  it('polls while somebody listens, and not a moment longer', async () => {
    const toy = new ToyUsb();
    const driver = await driverOf(toy);
    toy.say(IN, Uint8Array.of(1));
    expect(toy.unread(IN)).toBe(1);
    const heard = listen(driver);
    toy.say(IN, Uint8Array.of(2));
    expect(heard.reports).toEqual(['01', '02']);
    heard.leave();
    toy.say(IN, Uint8Array.of(3));
    expect(toy.unread(IN)).toBe(1);
    expect(heard.reports).toHaveLength(2);
  });

  it('tells everybody who listens', async () => {
    const toy = new ToyUsb();
    const driver = await driverOf(toy);
    const both = [listen(driver), listen(driver)];
    both[0]?.leave();
    toy.say(IN, Uint8Array.of(9));
    expect(both.map(({ reports }) => reports)).toEqual([[], ['09']]);
  });

  it('stops at once when a listener leaves within its own report', async () => {
    const toy = new ToyUsb();
    const driver = await driverOf(toy);
    toy.say(IN, Uint8Array.of(1), Uint8Array.of(2));
    const heard: number[] = [];
    const leave = driver.listen({
      report: ([first = 0]) => {
        heard.push(first);
        queueMicrotask(() => leave());
      },
      failed: () => undefined,
    });
    await Promise.resolve();
    toy.say(IN, Uint8Array.of(3));
    expect(heard).toEqual([1, 2]);
  });

  it('puts reports that need several packets together', async () => {
    const long = encodeHidItems([
      hidItem(HidTag.Collection, 1),
      hidItem(HidTag.ReportSize, 8),
      hidItem(HidTag.ReportCount, 100),
      hidItem(HidTag.Input, 2),
      hidItem(HidTag.EndCollection),
    ]);
    const toy = new ToyUsb(describeWith(long));
    const heard = listen(await driverOf(toy));
    toy.say(IN, new Uint8Array(64).fill(1), new Uint8Array(36).fill(2));
    expect(heard.reports).toEqual(['01'.repeat(64) + '02'.repeat(36)]);
  });

  it('drops reports whose id no descriptor declares, and empty ones', async () => {
    const toy = new ToyUsb(describeWith(WITH_IDS));
    const heard = listen(await driverOf(toy));
    const none = new Uint8Array(0);
    toy.say(IN, Uint8Array.of(3, 1), none, Uint8Array.of(5, 1), Uint8Array.of(2, 7, 8, 9));
    expect(heard.reports).toEqual(['0501', '02070809']);
  });

  it('clears a halt and goes on', async () => {
    const toy = new ToyUsb();
    const heard = listen(await driverOf(toy));
    toy.say(IN, 'stall', Uint8Array.of(4));
    expect(heard).toMatchObject({ reports: ['04'], failures: [] });
    const { setup } = toy.requests.at(-1) ?? {};
    expect(setup).toMatchObject({ request: UsbRequest.ClearFeature, value: 0, index: IN });
  });

  it('gives up an endpoint that stays halted', async () => {
    const toy = new ToyUsb();
    const heard = listen(await driverOf(toy));
    toy.say(IN, ...Array.from({ length: 9 }, () => 'stall' as const));
    expect(heard.failures).toEqual(['stall']);
  });

  it('tells a listener nothing more once it was told of a failure', async () => {
    const toy = new ToyUsb();
    const driver = await driverOf(toy);
    const before = listen(driver);
    toy.say(IN, ...Array.from({ length: 9 }, () => 'stall' as const));
    const after = listen(driver);
    toy.say(IN, Uint8Array.of(6));
    before.leave();
    toy.say(IN, Uint8Array.of(7));
    expect([before.reports, after.reports]).toEqual([[], ['06', '07']]);
  });

  it('tells when the fob has left', async () => {
    const toy = new ToyUsb();
    const heard = listen(await driverOf(toy));
    toy.leave();
    expect(heard.failures).toEqual(['no-device']);
  });

  it('asks again a while after a fob was silent, and gives up after a second', async () => {
    const toy = new ToyUsb();
    const driver = await driverOf(toy);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const heard = listen(driver);
    toy.say(IN, 'none', Uint8Array.of(5));
    expect(heard.reports).toEqual([]);
    vi.advanceTimersByTime(13);
    expect(heard.reports).toEqual(['05']);
    toy.say(IN, ...Array.from({ length: 13 }, () => 'none' as const));
    vi.advanceTimersByTime(900);
    expect(heard.failures).toEqual([]);
    vi.advanceTimersByTime(200);
    expect(heard.failures).toEqual(['no-answer']);
  });

  it('lets others have a turn while reports keep coming', async () => {
    const toy = new ToyUsb();
    const driver = await driverOf(toy);
    toy.say(IN, ...Array.from({ length: 1000 }, () => Uint8Array.of(1)));
    const heard = listen(driver);
    expect(heard.reports.length).toBeLessThan(1000);
    while (heard.reports.length < 1000) await new Promise(setImmediate);
    expect(toy.unread(IN)).toBe(0);
  });
});

describe('HidDriver, telling', () => {
  it('sends an output report by the interrupt endpoint, without the byte of no id', async () => {
    const toy = new ToyUsb();
    const report = Uint8Array.from({ length: 65 }, (_, i) => i);
    expect(await (await driverOf(toy)).sendOutput(report)).toBe(65);
    expect(toy.packets).toEqual([{ endpoint: OUT, bytes: report.slice(1) }]);
  });

  it('sends the id of a report that has one', async () => {
    const toy = new ToyUsb(describeWith(WITH_IDS));
    const report = Uint8Array.of(2, 0xa, 0xb, 0xc);
    expect(await (await driverOf(toy)).sendOutput(report)).toBe(4);
    expect(toy.packets).toEqual([{ endpoint: OUT, bytes: report }]);
  });

  it('sends by SET_REPORT where there is no interrupt OUT endpoint', async () => {
    const toy = new ToyUsb(describeWith(FOB_HID_REPORT, false));
    const driver = await driverOf(toy);
    expect(await driver.sendOutput(Uint8Array.of(0, 5, 6))).toBe(3);
    const { setup, data } = toy.requests.at(-1) ?? {};
    expect(setup).toMatchObject({ request: HidRequest.SetReport, value: 0x0200, length: 2 });
    expect(data).toEqual(Uint8Array.of(5, 6));
  });

  it('reads and writes feature reports on the control pipe', async () => {
    const toy = new ToyUsb(describeWith(WITH_IDS));
    const driver = await driverOf(toy);
    toy.answer = ({ request }) =>
      request === HidRequest.GetReport ? Uint8Array.of(7, 1, 2, 3, 4) : undefined;
    expect(await driver.setReport('feature', Uint8Array.of(7, 9, 9, 9, 9))).toBe(5);
    expect(toy.requests.at(-1)?.setup).toMatchObject({ value: 0x0307, length: 5 });
    expect(await driver.getReport('feature', 7, 5)).toEqual(Uint8Array.of(7, 1, 2, 3, 4));
    expect(toy.requests.at(-1)?.setup).toMatchObject({ value: 0x0307, length: 5 });
  });

  it('keeps the place of the id in a report without one', async () => {
    const toy = new ToyUsb();
    const driver = await driverOf(toy);
    toy.answer = ({ request }) =>
      request === HidRequest.GetReport ? Uint8Array.of(1, 2, 3) : undefined;
    expect(await driver.getReport('feature', 0, 65)).toEqual(Uint8Array.of(0, 1, 2, 3));
    expect(toy.requests.at(-1)?.setup).toMatchObject({ value: 0x0300, length: 64 });
  });

  it('takes a report back that the device does not take within five seconds', async () => {
    const toy = new ToyUsb();
    const driver = await driverOf(toy);
    toy.accept = () => 'nak';
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const late = expect(driver.sendOutput(new Uint8Array(65))).rejects.toMatchObject({
      status: 'cancelled',
    });
    vi.advanceTimersByTime(5000);
    await late;
  });

  it('rejects what the device refuses, by how it ended', async () => {
    const toy = new ToyUsb();
    const driver = await driverOf(toy);
    toy.accept = () => 'stall';
    await expect(driver.sendOutput(new Uint8Array(65))).rejects.toMatchObject({ status: 'stall' });
    await expect(driver.getReport('feature', 1, 9)).rejects.toMatchObject({ status: 'stall' });
    toy.accept = () => 'nak';
    const waiting = driver.sendOutput(new Uint8Array(65));
    toy.leave();
    await expect(waiting).rejects.toMatchObject({ status: 'no-device' });
  });
});
