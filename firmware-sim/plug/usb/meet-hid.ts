import { UsageError } from '@fobkit/protocol';
import { enumerate, type EnumeratedDevice } from './enumerate.ts';
import { bindHid, type HidBinding, hidInterfaces } from './hid-binding.ts';
import type { UsbSteps } from './usb-steps.ts';

/** A HID device as an operating system has come to know it. */
export interface MetHid {
  readonly device: EnumeratedDevice;
  readonly binding: HidBinding;
}

/**
 * Enumerates a device that was just reset and binds one of its HID interfaces: that with the given
 * number, or the first. Throws `UsageError` when there is none such, else as `enumerate` and
 * `bindHid`.
 */
export function* meetHid(number?: number): UsbSteps<MetHid> {
  const device = yield* enumerate();
  const all = hidInterfaces(device);
  const wanted = number === undefined ? all[0] : all.find((one) => one.number === number);
  if (wanted === undefined) {
    const which = number === undefined ? '' : ` ${number}`;
    throw new UsageError(`the device has no HID interface${which}`);
  }
  return { device, binding: yield* bindHid(wanted) };
}
