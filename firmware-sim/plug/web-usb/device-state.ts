import type { ControlRequest } from '../usb/control-requests.ts';
import type { EnumeratedDevice } from '../usb/enumerate.ts';
import { usbException } from './usb-exceptions.ts';
import {
  type FobUsbConfiguration,
  type FobUsbEndpoint,
  type FobUsbInterface,
  usbTree,
} from './usb-tree.ts';

/** WebUSB's `USBControlTransferParameters`. */
export interface ControlParameters {
  readonly requestType: 'standard' | 'class' | 'vendor';
  readonly recipient: 'device' | 'interface' | 'endpoint' | 'other';
  readonly request: number;
  readonly value: number;
  readonly index: number;
}

/** What WebUSB asks of an endpoint's transfer type: `stream` is bulk or interrupt. */
export type EndpointUse = 'stream' | 'isochronous';

/**
 * What a page has made of a device, and the checks that WebUSB's algorithms begin with (WebUSB
 * §6.1.2). All of them throw `DOMException`.
 */
export class DeviceState {
  readonly configurations: FobUsbConfiguration[];
  opened = false;
  #value: number;
  #connected = true;

  constructor(device: EnumeratedDevice) {
    this.configurations = usbTree(device);
    this.#value = device.configuration;
  }

  get configuration(): FobUsbConfiguration | undefined {
    return this.configurations.find((one) => one.configurationValue === this.#value);
  }

  checkConnected(): void {
    if (!this.#connected) throw usbException('disconnected');
  }

  /** The value of the configuration that is active. */
  checkConfigured(): number {
    this.checkConnected();
    if (!this.opened) throw usbException('notOpen');
    if (this.#value === 0) throw usbException('notConfigured');
    return this.#value;
  }

  checkConfiguration(value: number): void {
    this.checkConnected();
    const known = this.configurations.some((one) => one.configurationValue === value);
    if (!known) throw usbException('noConfiguration');
    if (!this.opened) throw usbException('notOpen');
  }

  findInterface(number: number): FobUsbInterface {
    this.checkConfigured();
    const found = this.configuration?.interfaces.find((one) => one.interfaceNumber === number);
    if (found === undefined) throw usbException('noInterface');
    return found;
  }

  /** An endpoint of a claimed interface, with its address. */
  findEndpoint(
    direction: 'in' | 'out',
    number: number,
    use?: EndpointUse,
  ): FobUsbEndpoint & { readonly address: number } {
    this.checkConfigured();
    const found = this.#claimedEndpoints().find(
      (one) => one.direction === direction && one.endpointNumber === number,
    );
    if (found === undefined) throw usbException('noEndpoint');
    const isochronous = found.type === 'isochronous';
    if (use !== undefined && isochronous !== (use === 'isochronous')) {
      throw usbException('wrongType');
    }
    return { ...found, address: addressOf(found) };
  }

  /** Checks the recipient of a control transfer, and gives it as a request. */
  checkControl({
    requestType,
    recipient,
    request,
    value,
    index,
  }: ControlParameters): ControlRequest {
    this.checkConfigured();
    if (recipient === 'interface' && !this.findInterface(index & 0xff).claimed) {
      throw usbException('notClaimed');
    }
    const known = (): boolean => this.#claimedEndpoints().some((one) => addressOf(one) === index);
    if (recipient === 'endpoint' && !known()) throw usbException('noEndpoint');
    return {
      type: requestType,
      recipient,
      request: request & 0xff,
      value: value & 0xffff,
      index: index & 0xffff,
    };
  }

  /** Addresses of the endpoints in use: of one interface, or of all in the configuration. */
  endpointAddresses(interfaceNumber?: number): readonly number[] {
    const all = this.configuration?.interfaces ?? [];
    return all
      .filter((one) => interfaceNumber === undefined || one.interfaceNumber === interfaceNumber)
      .flatMap(({ alternate }) => alternate.endpoints.map(addressOf));
  }

  closed(): void {
    this.opened = false;
    this.#releaseAll();
  }

  configured(value: number): void {
    this.#releaseAll();
    this.#value = value;
  }

  settingsLost(): void {
    for (const one of this.configuration?.interfaces ?? []) one.choose(0);
  }

  disconnected(): void {
    this.#connected = false;
    this.closed();
  }

  #claimedEndpoints(): readonly FobUsbEndpoint[] {
    const claimed = this.configuration?.interfaces.filter((one) => one.claimed) ?? [];
    return claimed.flatMap(({ alternate }) => alternate.endpoints);
  }

  #releaseAll(): void {
    for (const one of this.configuration?.interfaces ?? []) one.claim(false);
  }
}

function addressOf({ direction, endpointNumber }: FobUsbEndpoint): number {
  return direction === 'in' ? endpointNumber | 0x80 : endpointNumber;
}
