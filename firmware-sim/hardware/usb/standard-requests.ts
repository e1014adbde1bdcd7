import {
  answerDescriptor,
  type SetupPacket,
  type UsbDescription,
  UsbDescriptorType,
  UsbFeature,
  UsbRequest,
} from '@fobkit/protocol';
import type { ControlAnswer } from './class-function.ts';

/** What the standard requests read and change. */
export interface DeviceState {
  readonly description: UsbDescription;
  /** 0 while the device is not configured. */
  readonly configuration: number;
  configure(value: number): void;
  /** Undefined when the configured device has no such endpoint. */
  halted(address: number): boolean | undefined;
  /** Clearing a halt that is none has an effect, too: the data toggle begins anew. */
  setHalt(address: number, on: boolean): void;
  hasInterface(number: number): boolean;
  chooseInterface(number: number): void;
}

const ACK = 'ack';
const STALL = 'stall';

/** Standard requests (USB 2.0 §9.4); what the device does not know, or cannot do, it stalls. */
export function answerStandard(state: DeviceState, setup: SetupPacket): ControlAnswer {
  switch (setup.recipient) {
    case 'device':
      return toDevice(state, setup);
    case 'interface':
      return toInterface(state, setup);
    case 'endpoint':
      return toEndpoint(state, setup);
    default:
      return STALL;
  }
}

function toDevice(state: DeviceState, setup: SetupPacket): ControlAnswer {
  const { request, value, index, length } = setup;
  const { configuration } = state.description;
  switch (request) {
    case UsbRequest.GetStatus:
      if (value !== 0 || index !== 0 || length !== 2) return STALL;
      return reads(setup, Uint8Array.of(configuration.selfPowered ? 1 : 0, 0));
    case UsbRequest.GetDescriptor:
      return descriptor(state, setup, false);
    case UsbRequest.GetConfiguration:
      if (value !== 0 || index !== 0 || length !== 1) return STALL;
      return reads(setup, Uint8Array.of(state.configuration));
    case UsbRequest.SetAddress:
      if (!writes(setup) || index !== 0 || value > 127) return STALL;
      return state.configuration === 0 ? ACK : STALL;
    case UsbRequest.SetConfiguration:
      if (!writes(setup) || index !== 0) return STALL;
      if (value !== 0 && value !== configuration.value) return STALL;
      state.configure(value);
      return ACK;
    default:
      // Neither remote wake-up nor test modes are there to be switched.
      return STALL;
  }
}

function toInterface(state: DeviceState, setup: SetupPacket): ControlAnswer {
  const { request, value, index, length } = setup;
  if (request === UsbRequest.GetDescriptor) return descriptor(state, setup, true);
  if (state.configuration === 0 || !state.hasInterface(index)) return STALL;
  switch (request) {
    case UsbRequest.GetStatus:
      return value === 0 && length === 2 ? reads(setup, Uint8Array.of(0, 0)) : STALL;
    case UsbRequest.GetInterface:
      return value === 0 && length === 1 ? reads(setup, Uint8Array.of(0)) : STALL;
    case UsbRequest.SetInterface:
      // There is one setting only, but to choose it anew begins anew.
      if (!writes(setup) || value !== 0) return STALL;
      state.chooseInterface(index);
      return ACK;
    default:
      return STALL;
  }
}

function toEndpoint(state: DeviceState, setup: SetupPacket): ControlAnswer {
  const { request, value, index, length } = setup;
  const halted = index > 0xff ? undefined : state.halted(index);
  if (halted === undefined) return STALL;
  switch (request) {
    case UsbRequest.GetStatus:
      if (value !== 0 || length !== 2) return STALL;
      return reads(setup, Uint8Array.of(halted ? 1 : 0, 0));
    case UsbRequest.ClearFeature:
    case UsbRequest.SetFeature:
      // Endpoint 0 knows no halt that lasts beyond the next SETUP.
      if (!writes(setup) || value !== UsbFeature.EndpointHalt) return STALL;
      state.setHalt(index, request === UsbRequest.SetFeature);
      return ACK;
    default:
      return STALL;
  }
}

/** Descriptors of a class are their interface's to give (HID 1.11 §7.1.1), the others the device's. */
function descriptor(state: DeviceState, setup: SetupPacket, ofInterface: boolean): ControlAnswer {
  const { value, index } = setup;
  const type = value >>> 8;
  if (CLASS_DESCRIPTORS.includes(type) !== ofInterface) return STALL;
  return reads(setup, answerDescriptor(state.description, type, value & 0xff, index));
}

const CLASS_DESCRIPTORS: readonly number[] = [UsbDescriptorType.Hid, UsbDescriptorType.HidReport];

function reads(setup: SetupPacket, bytes: Uint8Array | undefined): ControlAnswer {
  return setup.direction === 'in' && bytes !== undefined ? bytes : STALL;
}

/** A request whose two numbers say everything, so that it has no data stage. */
function writes(setup: SetupPacket): boolean {
  return setup.direction === 'out' && setup.length === 0;
}
