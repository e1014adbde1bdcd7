export * from './hid/fob-hid.ts';
export type { FobHidDevice } from './hid/hid-async.ts';
export type { HidDeviceInfo } from './hid/hid-devices.ts';
export * from './in-process.ts';
export type * from './plug.ts';
export * from './pty.ts';
export * from './serial-binding.ts';
export * from './tcp.ts';
export { UhidError } from './uhid/uhid-error.ts';
export type { UhidFile } from './uhid/uhid-file.ts';
export { openUhidPlug, type UhidPlugOptions } from './uhid/uhid-plug.ts';
export type { UsbEnd } from '../fob/usb-end.ts';
export type { UsbBus, UsbHandshake, UsbInAnswer } from '../hardware/usb/usb-bus.ts';
export { enumerate, type EnumeratedDevice, type EnumerateOptions } from './usb/enumerate.ts';
export { bindHid, type HidBinding, hidInterfaces } from './usb/hid-binding.ts';
export { HidDriver, type HidListener, type HidReportKind } from './usb/hid-driver.ts';
export { UsbTransferError } from './usb/transfer-error.ts';
export type * from './usb/urb.ts';
export * from './usb/usb-port.ts';
export { runSteps, stepsDone, type UsbSteps } from './usb/usb-steps.ts';
export {
  openUsbipServer,
  type UsbipExport,
  type UsbipServer,
  type UsbipServerOptions,
} from './usbip/server.ts';
export type { UsbipPlug } from './usbip/usbip-plug.ts';
export * from './web-usb/fob-usb.ts';
export type { FobUsbDevice } from './web-usb/fob-usb-device.ts';
export {
  openUsbredirPlug,
  type UsbredirPlug,
  type UsbredirPlugOptions,
} from './usbredir/usbredir-plug.ts';
