import {
  type EndpointDescriptor,
  type HidDescriptor,
  type HidInterface,
  HidRequest,
  parseReportDescriptor,
  UsageError,
  UsbClass,
  UsbDescriptorType,
  type UsbInterface,
} from '@fobkit/protocol';
import { controlOut, getDescriptor, required } from './control-requests.ts';
import type { EnumeratedDevice } from './enumerate.ts';
import type { UsbSteps } from './usb-steps.ts';

/** A HID interface as a driver knows it. */
export interface HidBinding {
  /** bInterfaceNumber. */
  readonly interface: number;
  readonly descriptor: HidDescriptor;
  readonly input: EndpointDescriptor;
  /** Absent: output reports go by SET_REPORT. */
  readonly output: EndpointDescriptor | undefined;
  readonly reportDescriptor: Uint8Array;
  readonly reports: HidInterface;
}

/** The HID interfaces of the configuration that was chosen, in their order. */
export function hidInterfaces(device: EnumeratedDevice): readonly UsbInterface[] {
  const chosen = device.configurations.find(({ value }) => value === device.configuration);
  const all = chosen?.functions.flatMap(({ interfaces }) => interfaces) ?? [];
  return all.filter((one) => one.class === UsbClass.Hid && one.alternate === 0);
}

/**
 * What a HID driver does with an interface (HID 1.11 §7): it asks to be told of changes only, and
 * reads the report descriptor.
 *
 * Throws `UsageError` when the interface is none of HID, `UsbTransferError` when the device does
 * not give its report descriptor, `WireError` when that is broken.
 */
export function* bindHid(one: UsbInterface): UsbSteps<HidBinding> {
  const { number } = one;
  const endpoints = one.endpoints.filter(({ transfer }) => transfer === 'interrupt');
  const input = endpoints.find(({ address }) => (address & 0x80) !== 0);
  const descriptor = hidDescriptorOf(one);
  const report = descriptor?.descriptors.find(({ type }) => type === UsbDescriptorType.HidReport);
  if (input === undefined || descriptor === undefined || report === undefined) {
    throw new UsageError(`interface ${number} has no HID descriptor or no interrupt endpoint`);
  }
  // A device may refuse this (HID 1.11 §7.2.4): most have nothing that could be idle.
  yield setIdle(number);
  const reportDescriptor = yield* required(
    'GET_DESCRIPTOR of the HID report',
    getDescriptor({
      type: UsbDescriptorType.HidReport,
      index: number,
      recipient: 'interface',
      length: report.length,
    }),
  );
  return {
    interface: number,
    descriptor,
    input,
    output: endpoints.find(({ address }) => (address & 0x80) === 0),
    reportDescriptor,
    reports: parseReportDescriptor(reportDescriptor),
  };
}

function setIdle(index: number): ReturnType<typeof controlOut> {
  return controlOut({
    type: 'class',
    recipient: 'interface',
    request: HidRequest.SetIdle,
    value: 0,
    index,
  });
}

function hidDescriptorOf(one: UsbInterface): HidDescriptor | undefined {
  for (const descriptor of one.descriptors) if (descriptor.kind === 'hid') return descriptor;
  return undefined;
}
