import { UsageError } from '@fobkit/protocol';
import type { ConnectEvents } from '../discovery/connect-trigger.ts';
import type { WebUsb, WebUsbDevice } from '../usb/web-usb.ts';
import type { HidEvents, WebHidDevice } from './web-hid-device.ts';
import type { WebSerialPort } from './web-serial-port.ts';

/** The part of `navigator.hid` that finds devices and tells of them. */
export interface WebHid extends HidEvents {
  getDevices(): Promise<readonly WebHidDevice[]>;
  requestDevice(options: {
    readonly filters: {
      readonly vendorId: number;
      readonly productId: number;
      readonly usagePage: number;
      readonly usage: number;
    }[];
  }): Promise<readonly WebHidDevice[]>;
}

/** The part of `navigator.serial` that finds ports. */
export interface WebSerial extends ConnectEvents {
  getPorts(): Promise<readonly WebSerialPort[]>;
  requestPort(options: {
    readonly filters: { readonly usbVendorId: number; readonly usbProductId: number }[];
  }): Promise<WebSerialPort>;
}

/** `navigator.usb` with its chooser. */
export interface RequestingUsb extends WebUsb {
  requestDevice(options: {
    readonly filters: { readonly vendorId: number; readonly productId: number }[];
  }): Promise<WebUsbDevice>;
}

/** What a browser has of `navigator.hid`, `navigator.usb` and `navigator.serial`. */
export interface BrowserDevices {
  readonly hid?: WebHid;
  readonly usb?: RequestingUsb;
  readonly serial?: WebSerial;
}

/** Those of this page. A page that is not on https or localhost has none. */
export function browserDevices(): BrowserDevices {
  return navigator;
}

/** The API, or what to do without it. @throws UsageError */
export function requireApi<T>(api: T | undefined, name: string): T {
  if (api !== undefined) return api;
  throw new UsageError(
    `this browser has no ${name} here: Chromium and its kin have it, on https and localhost pages`,
  );
}
