import { openUhidPlug, type Plug } from '@fobkit/firmware-sim/plug';
import { FOB_USB } from '@fobkit/protocol';
import { onTestFinished } from 'vitest';
import { ToyUsb } from '../../usb/support/toy-usb.ts';
import { FakeKernel, FakeTime } from './fake-kernel.ts';

export const { in: IN } = FOB_USB.hid;

export const WITH_ID = 65;

export interface Rig {
  readonly toy: ToyUsb;
  readonly kernel: FakeKernel;
  readonly time: FakeTime;
  readonly plug: Plug;
  /** What the plug looked for among the device nodes. */
  readonly phys: string[];
}

/** A fob on a plug that is closed after the test. */
export async function rig(toy = new ToyUsb()): Promise<Rig> {
  const kernel = new FakeKernel();
  const time = new FakeTime();
  const phys: string[] = [];
  const findNode = (one: string): Promise<string> => {
    phys.push(one);
    return Promise.resolve(`hidraw${phys.length - 1}`);
  };
  const opening = openUhidPlug(toy, { file: kernel, time, findNode });
  await time.pass(1);
  const plug = await opening;
  onTestFinished(() => plug.close());
  return { toy, kernel, time, plug, phys };
}

export const ofByte = (byte: number): Uint8Array => new Uint8Array(64).fill(byte);

export const firsts = (reports: readonly Uint8Array[]): (number | undefined)[] =>
  reports.map(([one]) => one);
