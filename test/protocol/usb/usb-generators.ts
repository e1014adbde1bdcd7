import fc from 'fast-check';
import type { ClassDescriptor } from '../../../protocol/usb/class-descriptors.ts';
import type {
  EndpointDescriptor,
  UsbConfiguration,
  UsbFunction,
  UsbInterface,
} from '../../../protocol/usb/interface-descriptors.ts';

const u8 = fc.nat(0xff);
const u16 = fc.nat(0xffff);

/** Absent, or some bytes beyond the fields. */
const extra = fc.oneof(
  { weight: 4, arbitrary: fc.constant({}) },
  fc.record({ extra: fc.uint8Array({ minLength: 1, maxLength: 5 }) }),
);

/** A type that no descriptor of a known place has. */
const raw: fc.Arbitrary<ClassDescriptor> = fc.record({
  kind: fc.constant('raw' as const),
  type: fc.constantFrom(0x09, 0x25, 0x30, 0x41, 0xfe),
  data: fc.uint8Array({ maxLength: 12 }),
});

const hid: fc.Arbitrary<ClassDescriptor> = fc.record({
  kind: fc.constant('hid' as const),
  version: u16,
  countryCode: u8,
  descriptors: fc.array(fc.record({ type: u8, length: u16 }), { maxLength: 3 }),
});

const cdc: fc.Arbitrary<ClassDescriptor> = fc.oneof(
  fc.record({ kind: fc.constant('cdc-header' as const), version: u16 }),
  fc.record({
    kind: fc.constant('cdc-call-management' as const),
    capabilities: u8,
    dataInterface: u8,
  }),
  fc.record({ kind: fc.constant('cdc-acm' as const), capabilities: u8 }),
  fc.record({
    kind: fc.constant('cdc-union' as const),
    controlInterface: u8,
    subordinateInterfaces: fc.array(u8, { maxLength: 4 }),
  }),
);

function classDescriptors(interfaceClass: number): fc.Arbitrary<readonly ClassDescriptor[]> {
  const known = interfaceClass === 3 ? hid : interfaceClass === 2 ? cdc : raw;
  return fc.array(fc.oneof(known, raw), { maxLength: 3 });
}

const some = (list: readonly ClassDescriptor[]): { descriptors?: readonly ClassDescriptor[] } =>
  list.length === 0 ? {} : { descriptors: list };

function endpoint(interfaceClass: number): fc.Arbitrary<EndpointDescriptor> {
  const fields = fc.record({
    address: u8,
    transfer: fc.constantFrom('control', 'isochronous', 'bulk', 'interrupt'),
    maxPacketSize: u16,
    interval: u8,
  });
  const further = fc.oneof(
    fc.constant({}),
    fc.record({ furtherAttributes: fc.integer({ min: 1, max: 63 }) }),
  );
  return fc
    .tuple(fields, further, extra, classDescriptors(interfaceClass).map(some))
    .map((parts) => Object.assign({}, ...parts) as EndpointDescriptor);
}

function usbInterface(number: number): fc.Arbitrary<UsbInterface> {
  return fc.constantFrom(2, 3, 10, 0xff).chain((interfaceClass) =>
    fc
      .tuple(
        fc.record({
          number: fc.constant(number),
          alternate: u8,
          class: fc.constant(interfaceClass),
          subclass: u8,
          protocol: u8,
          stringIndex: u8,
          descriptors: classDescriptors(interfaceClass),
          endpoints: fc.array(endpoint(interfaceClass), { maxLength: 3 }),
        }),
        extra,
      )
      .map(([fields, more]) => ({ ...fields, ...more })),
  );
}

/** A function of the interfaces from `first` on: one with its settings, or an association. */
function usbFunction(first: number, count: number): fc.Arbitrary<UsbFunction> {
  if (count === 0) {
    return fc
      .array(usbInterface(first), { minLength: 1, maxLength: 3 })
      .map((interfaces) => ({ interfaces }));
  }
  const numbers = Array.from({ length: count }, (_, i) => first + i);
  const association = fc.record({
    firstInterface: fc.constant(first),
    interfaceCount: fc.constant(count),
    class: u8,
    subclass: u8,
    protocol: u8,
    stringIndex: u8,
  });
  return fc
    .tuple(association, fc.array(raw, { maxLength: 1 }), fc.tuple(...numbers.map(usbInterface)))
    .map(([one, between, interfaces]) => ({ association: one, ...some(between), interfaces }));
}

/** Configurations that can be: numbers ascend, functions follow each other. */
export const usbConfiguration: fc.Arbitrary<UsbConfiguration> = fc
  .array(fc.nat(3), { maxLength: 4 })
  .chain((counts) => {
    let first = 0;
    const functions = counts.map((count) => {
      const one = usbFunction(first, count);
      first += Math.max(count, 1);
      return one;
    });
    return fc
      .tuple(
        fc.record({
          value: u8,
          selfPowered: fc.boolean(),
          remoteWakeup: fc.boolean(),
          maxPowerMilliamps: u8.map((steps) => steps * 2),
          stringIndex: u8,
        }),
        fc.array(raw, { maxLength: 2 }).map(some),
        fc.tuple(...functions),
        extra,
      )
      .map(([fields, before, list, more]) => ({ ...fields, ...before, functions: list, ...more }));
  });
