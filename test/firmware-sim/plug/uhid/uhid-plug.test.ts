import { openUhidPlug } from '@fobkit/firmware-sim/plug';
import { FOB_USB, HidRequest, UsageError } from '@fobkit/protocol';
import { describe, expect, it, onTestFinished } from 'vitest';
import { uhidOpenError } from '../../../../firmware-sim/plug/uhid/uhid-error.ts';
import { blankFob } from '../../../support/raw-host.ts';
import { ToyUsb } from '../usb/support/toy-usb.ts';
import { FakeKernel, FakeTime, u16, u32 } from './support/fake-kernel.ts';
import { rig, ofByte, firsts, WITH_ID, IN } from './support/uhid-rig.ts';

describe('openUhidPlug', () => {
  it('makes a device of the fob and finds its node', async () => {
    const { kernel, plug, phys } = await rig();
    const created = Buffer.from(kernel.created ?? []);
    expect(created.toString('latin1')).toContain('fobkit fobkit OTP fob\0');
    expect(created.toString('latin1')).toContain('f0b1000000000001\0');
    expect(created.toString('latin1')).toContain(`${String(phys[0])}\0`);
    expect(phys[0]).toMatch(/^fobkit-\d+-\d+\/input0$/);
    expect(plug.url).toBe('hid:/dev/hidraw0');
  });

  it('has a URL too where no node is found', async () => {
    const kernel = new FakeKernel();
    const time = new FakeTime();
    const findNode = (): Promise<undefined> => Promise.resolve(undefined);
    const opening = openUhidPlug(new ToyUsb(), { file: kernel, time, findNode });
    await time.pass(2000);
    const plug = await opening;
    onTestFinished(() => plug.close());
    expect(plug.url).toBe('uhid:f0b1000000000001');
  });

  it('gives up a device that the kernel does not bring up', async () => {
    const kernel = new FakeKernel();
    const time = new FakeTime();
    kernel.stall();
    const opening = openUhidPlug(new ToyUsb(), { file: kernel, time });
    const refused = expect(opening).rejects.toThrow('within 5 s. See what dmesg says.');
    await time.pass(6000);
    await refused;
    expect(kernel.closed).toBe(true);
  });

  it('gives up when the kernel refuses the device', async () => {
    const kernel = new FakeKernel();
    kernel.refusal = new Error('EINVAL');
    const toy = new ToyUsb();
    const opening = openUhidPlug(toy, { file: kernel, time: new FakeTime() });
    await expect(opening).rejects.toThrow('the kernel does not take the HID device');
    expect(kernel.closed).toBe(true);
  });

  it('refuses fobs without USB', async () => {
    const options = { file: new FakeKernel(), time: new FakeTime() };
    await expect(openUhidPlug(blankFob('sid700'), options)).rejects.toBeInstanceOf(UsageError);
  });

  it.each([
    ['ENOENT', 'sudo modprobe uhid'],
    ['ENODEV', 'sudo modprobe uhid'],
    ['EACCES', 'udev rule'],
    ['EPERM', '--device /dev/uhid'],
    ['EIO', 'does not open'],
  ])('names the remedy of %s', (code, remedy) => {
    const cause = Object.assign(new Error(`${code}: no`), { code });
    const { message } = uhidOpenError('/dev/uhid', cause);
    expect(message).toContain('/dev/uhid');
    expect(message).toContain(remedy);
  });

  it('says so where there is no such file', async () => {
    const opening = openUhidPlug(new ToyUsb(), { path: '/nonexistent/uhid' });
    await expect(opening).rejects.toThrow('/nonexistent/uhid is not there');
  });
});

describe('reports', () => {
  it('come from the fob while a program has the node open', async () => {
    const { toy, kernel, time } = await rig();
    const program = kernel.open();
    await time.pass(30);
    toy.say(IN, ofByte(1), ofByte(2));
    expect(firsts(program.reports)).toEqual([1, 2]);
    kernel.leave(program);
    await time.pass(30);
    toy.say(IN, ofByte(3));
    expect(toy.unread(IN)).toBe(1);
  });

  it('go to the fob without the byte of no id', async () => {
    const { toy, kernel, time } = await rig();
    kernel.open();
    const report = Uint8Array.from({ length: WITH_ID }, (_, i) => i);
    kernel.output(report);
    await time.pass(30);
    expect(toy.packets).toEqual([{ endpoint: FOB_USB.hid.out, bytes: report.slice(1) }]);
  });

  it('are asked for and set on the control pipe', async () => {
    const { toy, kernel, time } = await rig();
    toy.answer = ({ request }) =>
      request === HidRequest.GetReport ? Uint8Array.of(8, 9) : undefined;
    kernel.tell(9, [0, u32(21)], [4, Uint8Array.of(0, 0)]);
    kernel.tell(
      13,
      [0, u32(22)],
      [4, Uint8Array.of(0, 0)],
      [6, u16(3)],
      [8, Uint8Array.of(0, 5, 6)],
    );
    await time.pass(30);
    const [got, set] = kernel.replies;
    expect(got?.slice(4)).toEqual(Uint8Array.of(...u32(21), 0, 0, ...u16(3), 0, 8, 9));
    expect(set?.slice(4)).toEqual(Uint8Array.of(...u32(22), 0, 0));
    expect(toy.requests.at(-1)?.data).toEqual(Uint8Array.of(5, 6));
  });

  it('that the fob refuses are answered with an error', async () => {
    const { toy, kernel, time } = await rig();
    toy.answer = () => 'stall';
    kernel.tell(9, [0, u32(1)], [4, Uint8Array.of(1, 0)]);
    kernel.tell(13, [0, u32(2)], [4, Uint8Array.of(0, 0)], [6, u16(2)]);
    await time.pass(30);
    expect(kernel.replies.map((one) => [...one.slice(8, 10)])).toEqual([[...u16(5)], [...u16(5)]]);
  });
});

describe('unplugging', () => {
  it('destroys the device, and the replug makes another', async () => {
    const { toy, kernel, time, plug, phys } = await rig();
    toy.leave();
    expect(plug.plugged).toBe(false);
    expect(kernel.created).toBeUndefined();
    plug.replug();
    await time.pass(30);
    expect(kernel.written).toEqual([11, 1, 11]);
    expect(plug.url).toBe('hid:/dev/hidraw1');
    expect(new Set(phys).size).toBe(2);
    const program = kernel.open();
    await time.pass(30);
    toy.say(IN, ofByte(7));
    expect(firsts(program.reports)).toEqual([7]);
  });

  it('tells nothing of the fob that has left', async () => {
    const { toy, kernel, time } = await rig();
    kernel.open();
    await time.pass(30);
    kernel.tell(9, [0, u32(1)], [4, Uint8Array.of(0, 0)]);
    toy.leave();
    await time.pass(30);
    expect(kernel.replies).toEqual([]);
    expect(kernel.written).toEqual([11, 1]);
  });

  it('leaves what was said to the fob before it to that one', async () => {
    const { toy, kernel, time, plug } = await rig();
    kernel.open();
    kernel.output(new Uint8Array(WITH_ID));
    toy.leave();
    plug.replug();
    await time.pass(30);
    toy.say(IN, ofByte(7));
    await time.pass(30);
    expect([toy.packets, toy.unread(IN)]).toEqual([[], 1]);
  });

  it('is no error of the replug when the fob falls off again at once', async () => {
    const { toy, kernel, time, plug } = await rig();
    toy.leave();
    toy.answer = () => {
      toy.leave();
      return 'none';
    };
    plug.replug();
    expect(plug.plugged).toBe(false);
    toy.answer = () => undefined;
    plug.replug();
    await time.pass(30);
    expect(plug.plugged).toBe(true);
    expect(kernel.written).toEqual([11, 1, 11]);
  });

  it('happens when the kernel takes no more reports', async () => {
    const { toy, kernel, time, plug } = await rig();
    kernel.open();
    await time.pass(30);
    kernel.refusal = new Error('EINVAL');
    toy.say(IN, ofByte(1));
    expect(plug.plugged).toBe(false);
  });

  it('closes the file when the plug is closed', async () => {
    const { kernel, time, plug } = await rig();
    await plug.close();
    expect(kernel.written).toEqual([11, 1]);
    expect(kernel.closed).toBe(true);
    await time.pass(100);
  });
});
