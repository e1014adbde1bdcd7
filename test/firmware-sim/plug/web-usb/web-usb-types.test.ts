/// <reference types="w3c-web-usb" />
import { FobUsb, type FobUsbDevice } from '@fobkit/firmware-sim/plug';
import { describe, expect, it } from 'vitest';
import type { WebUsb, WebUsbDevice } from '../../../../host/client/usb/web-usb.ts';

// That these functions compile is what is tested.
const asWebUsb = (usb: FobUsb): USB => usb;
const asWebUsbDevice = (device: FobUsbDevice): USBDevice => device;
const asLinkUsb = (usb: FobUsb): WebUsb => usb;
const asLinkDevice = (device: FobUsbDevice): WebUsbDevice => device;
const listen = (usb: FobUsb, handler: (event: USBConnectionEvent) => void): void => {
  usb.onconnect = handler;
};

describe('the types of FobUsb', () => {
  it('are those of WebUSB, and those that a link wants', () => {
    const usb = new FobUsb();
    listen(usb, () => undefined);
    expect([asWebUsb(usb), asLinkUsb(usb)]).toEqual([usb, usb]);
    expect([asWebUsbDevice, asLinkDevice]).toHaveLength(2);
  });
});
