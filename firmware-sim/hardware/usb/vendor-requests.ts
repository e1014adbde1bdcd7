import {
  encodeWebUsbUrl,
  MsOs20Request,
  type SetupPacket,
  type UsbDescription,
  WebUsbRequest,
} from '@fobkit/protocol';
import type { ControlAnswer } from './class-function.ts';

/** The URL of the WebUSB landing page has number 1: there is one at most. */
const LANDING_PAGE = 1;

/** Vendor requests to the device: what the platform capabilities of its BOS promise, no more. */
export function answerVendor(description: UsbDescription, setup: SetupPacket): ControlAnswer {
  if (setup.type !== 'vendor' || setup.direction !== 'in') return 'stall';
  const { msOs20, webUsb } = description;
  if (webUsb?.vendorCode === setup.request && setup.index === WebUsbRequest.GetUrl) {
    const { url } = webUsb;
    return url !== undefined && setup.value === LANDING_PAGE ? encodeWebUsbUrl(url) : 'stall';
  }
  if (msOs20?.vendorCode === setup.request && setup.index === MsOs20Request.DescriptorIndex) {
    return setup.value === 0 ? msOs20.set : 'stall';
  }
  return 'stall';
}
