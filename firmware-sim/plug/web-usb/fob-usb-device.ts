import { UsbFeature, UsbRequest } from '@fobkit/protocol';
import { controlIn, controlOut, standardOut } from '../usb/control-requests.ts';
import { enumerate, type EnumeratedDevice } from '../usb/enumerate.ts';
import type { Urb } from '../usb/urb.ts';
import type { UsbPort } from '../usb/usb-port.ts';
import { stepsDone } from '../usb/usb-steps.ts';
import { type ControlParameters, DeviceState } from './device-state.ts';
import { OpenTransfers } from './open-transfers.ts';
import { usbException } from './usb-exceptions.ts';
import {
  type FobUsbInResult,
  type FobUsbOutResult,
  type FobUsbSource,
  inResult,
  outResult,
  sourceBytes,
} from './usb-results.ts';
import type { FobUsbConfiguration } from './usb-tree.ts';

const NONE: Uint8Array = new Uint8Array(0);

/** What a device asks of the `FobUsb` that it belongs to. */
export interface FobUsbDeviceEnd {
  /** The page gave it back. */
  forgotten(): void;
}

/**
 * WebUSB's `USBDevice` with a fob behind it; what it tells comes from the fob's descriptors. It is
 * good until the fob is unplugged: plugged in again, the fob is another device, as in a browser.
 */
export class FobUsbDevice {
  readonly usbVersionMajor: number;
  readonly usbVersionMinor: number;
  readonly usbVersionSubminor: number;
  readonly deviceClass: number;
  readonly deviceSubclass: number;
  readonly deviceProtocol: number;
  readonly vendorId: number;
  readonly productId: number;
  readonly deviceVersionMajor: number;
  readonly deviceVersionMinor: number;
  readonly deviceVersionSubminor: number;
  readonly manufacturerName: string | null;
  readonly productName: string | null;
  readonly serialNumber: string | null;
  readonly #port: UsbPort;
  readonly #address: number;
  readonly #end: FobUsbDeviceEnd;
  readonly #transfers: OpenTransfers;
  readonly #state: DeviceState;

  constructor(port: UsbPort, found: EnumeratedDevice, end: FobUsbDeviceEnd) {
    const { device, strings } = found;
    [this.usbVersionMajor, this.usbVersionMinor, this.usbVersionSubminor] = bcd(device.usbVersion);
    this.deviceClass = device.deviceClass;
    this.deviceSubclass = device.deviceSubclass;
    this.deviceProtocol = device.deviceProtocol;
    this.vendorId = device.vendorId;
    this.productId = device.productId;
    [this.deviceVersionMajor, this.deviceVersionMinor, this.deviceVersionSubminor] = bcd(
      device.deviceVersion,
    );
    this.manufacturerName = strings.get(device.manufacturerIndex) ?? null;
    this.productName = strings.get(device.productIndex) ?? null;
    this.serialNumber = strings.get(device.serialNumberIndex) ?? null;
    this.#port = port;
    this.#address = found.address;
    this.#end = end;
    this.#transfers = new OpenTransfers(port);
    this.#state = new DeviceState(found);
  }

  get configuration(): FobUsbConfiguration | null {
    return this.#state.configuration ?? null;
  }

  get configurations(): FobUsbConfiguration[] {
    return this.#state.configurations;
  }

  get opened(): boolean {
    return this.#state.opened;
  }

  async open(): Promise<void> {
    this.#state.checkConnected();
    this.#state.opened = true;
    await Promise.resolve();
  }

  async close(): Promise<void> {
    this.#state.checkConnected();
    this.#transfers.abort();
    this.#state.closed();
    await Promise.resolve();
  }

  async forget(): Promise<void> {
    this.#transfers.abort();
    this.#state.closed();
    this.#end.forgotten();
    await Promise.resolve();
  }

  async selectConfiguration(configurationValue: number): Promise<void> {
    this.#state.checkConfiguration(configurationValue);
    this.#transfers.abort(this.#state.endpointAddresses());
    const { SetConfiguration } = UsbRequest;
    await this.#command(standardOut('device', SetConfiguration, configurationValue), () =>
      usbException('notSetConfiguration'),
    );
    this.#state.configured(configurationValue);
  }

  async claimInterface(interfaceNumber: number): Promise<void> {
    const wanted = this.#state.findInterface(interfaceNumber);
    if (!wanted.claimed && wanted.isProtected) throw usbException('protectedClass');
    if (!wanted.claimed) wanted.claim(true);
    await Promise.resolve();
  }

  async releaseInterface(interfaceNumber: number): Promise<void> {
    const wanted = this.#state.findInterface(interfaceNumber);
    this.#transfers.abort(this.#state.endpointAddresses(interfaceNumber));
    wanted.claim(false);
    await Promise.resolve();
  }

  async selectAlternateInterface(interfaceNumber: number, setting: number): Promise<void> {
    const wanted = this.#state.findInterface(interfaceNumber);
    if (!wanted.claimed) throw usbException('notClaimed');
    if (wanted.findAlternate(setting) === undefined) throw usbException('noAlternate');
    this.#transfers.abort(this.#state.endpointAddresses(interfaceNumber));
    const urb = standardOut('interface', UsbRequest.SetInterface, setting, interfaceNumber);
    await this.#command(urb, () => usbException('notSetInterface'));
    wanted.choose(setting);
  }

  async controlTransferIn(setup: ControlParameters, length: number): Promise<FobUsbInResult> {
    const request = this.#state.checkControl(setup);
    return inResult(await this.#transfers.run(controlIn(request, length & 0xffff)));
  }

  async controlTransferOut(
    setup: ControlParameters,
    data: FobUsbSource = new ArrayBuffer(0),
  ): Promise<FobUsbOutResult> {
    const request = this.#state.checkControl(setup);
    return outResult(await this.#transfers.run(controlOut(request, sourceBytes(data))));
  }

  async clearHalt(direction: 'in' | 'out', endpointNumber: number): Promise<void> {
    const endpoint = this.#state.findEndpoint(direction, endpointNumber);
    const { ClearFeature } = UsbRequest;
    const urb = standardOut('endpoint', ClearFeature, UsbFeature.EndpointHalt, endpoint.address);
    await this.#command(urb, () => usbException('notCleared'));
  }

  /** By bulk and interrupt endpoints. */
  async transferIn(endpointNumber: number, length: number): Promise<FobUsbInResult> {
    const { address } = this.#state.findEndpoint('in', endpointNumber, 'stream');
    return inResult(await this.#transfers.run({ endpoint: address, data: NONE, length }));
  }

  async transferOut(endpointNumber: number, data: FobUsbSource): Promise<FobUsbOutResult> {
    const { address } = this.#state.findEndpoint('out', endpointNumber, 'stream');
    const urb = { endpoint: address, data: sourceBytes(data), length: 0 };
    return outResult(await this.#transfers.run(urb));
  }

  /** No fob has isochronous endpoints. */
  async isochronousTransferIn(endpointNumber: number, _packetLengths: number[]): Promise<never> {
    this.#state.findEndpoint('in', endpointNumber, 'isochronous');
    await Promise.resolve();
    throw usbException('failed');
  }

  async isochronousTransferOut(
    endpointNumber: number,
    _data: FobUsbSource,
    _packetLengths: number[],
  ): Promise<never> {
    this.#state.findEndpoint('out', endpointNumber, 'isochronous');
    await Promise.resolve();
    throw usbException('failed');
  }

  /** The device keeps its configuration and what is claimed; settings are 0 again. */
  async reset(): Promise<void> {
    const value = this.#state.checkConfigured();
    this.#transfers.abort();
    this.#port.reset();
    try {
      await stepsDone(this.#port, enumerate({ address: this.#address, configure: false }));
    } catch (cause) {
      throw usbException('notReset', { cause });
    }
    await this.#command(standardOut('device', UsbRequest.SetConfiguration, value), () =>
      usbException('notReset'),
    );
    this.#state.settingsLost();
  }

  /** For the `FobUsb`: the fob has left. */
  disconnected(): void {
    this.#state.disconnected();
  }

  async #command(urb: Urb, refusal: () => DOMException): Promise<void> {
    const { status } = await this.#transfers.run(urb);
    if (status !== 'ok') throw refusal();
  }
}

/** 0xJJMN: major, minor, subminor version. */
function bcd(version: number): [major: number, minor: number, subminor: number] {
  return [version >> 8, (version >> 4) & 0x0f, version & 0x0f];
}
