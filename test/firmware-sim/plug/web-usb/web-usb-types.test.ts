/// <reference types="w3c-web-usb" />
import type { FobUsb, FobUsbDevice } from '@fobkit/firmware-sim/plug';
import { describe, expectTypeOf, it } from 'vitest';
import type { WebUsb, WebUsbDevice } from '../../../../host/client/usb/web-usb.ts';

describe('the types of FobUsb', () => {
  it('are those of WebUSB', () => {
    expectTypeOf<FobUsb>().toExtend<USB>();
    expectTypeOf<FobUsbDevice>().toExtend<USBDevice>();
  });

  it('are those that a link wants', () => {
    expectTypeOf<FobUsb>().toExtend<WebUsb>();
    expectTypeOf<FobUsbDevice>().toExtend<WebUsbDevice>();
  });

  it('let a handler want the event of a browser', () => {
    type Handler = (event: USBConnectionEvent) => void;
    expectTypeOf<Handler>().toExtend<FobUsb['onconnect']>();
  });
});
