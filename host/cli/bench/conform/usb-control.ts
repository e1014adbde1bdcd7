import type { ControlAnswer, ControlRequest, UsbControl } from '@fobkit/bench';
import {
  LinkNotFoundError,
  RigError,
  transferFault,
  type WebUsb,
  type WebUsbDevice,
} from '@fobkit/client';
import { stringOf, systemUsb, usbDevices } from '@fobkit/client/node';

const TYPES = ['standard', 'class', 'vendor'] as const;
const RECIPIENTS = ['device', 'interface', 'endpoint', 'other'] as const;
const ENDPOINT_IN = 0x80;

/** WebUSB's `USBControlTransferParameters`. */
interface Setup {
  readonly requestType: (typeof TYPES)[number];
  readonly recipient: (typeof RECIPIENTS)[number];
  readonly request: number;
  readonly value: number;
  readonly index: number;
}

/** The part of WebUSB's `USBDevice` that control transfers take. */
interface ControlDevice extends WebUsbDevice {
  readonly opened: boolean;
  controlTransferIn(
    setup: Setup,
    length: number,
  ): Promise<{ readonly status?: string; readonly data?: DataView | undefined }>;
  controlTransferOut(
    setup: Setup,
    data: Uint8Array<ArrayBuffer>,
  ): Promise<{ readonly status?: string }>;
}

/**
 * Endpoint 0 of the fob with this device id, by npm `usb`; undefined when it is not on the USB of
 * this machine. Requests to an interface that a driver of the operating system holds reject with
 * RigError `lacking`: no driver is pushed off.
 */
export async function usbControlTo(
  deviceId: string,
  usb?: Pick<WebUsb, 'getDevices'>,
): Promise<UsbControl | undefined> {
  const find = async (): Promise<ControlDevice | undefined> => {
    const devices = await usbDevices(usb ?? (await systemUsb()));
    return devices
      .filter(hasControl)
      .find((one) => stringOf(one, 'serialNumber')?.toLowerCase() === deviceId);
  };
  // Where the library does not load, the fob is reached by its other links all the same.
  if ((await find().catch(() => undefined)) === undefined) return undefined;
  return {
    transfer: async (request) => {
      const device = await find();
      if (device === undefined) throw new LinkNotFoundError(`usb:${deviceId}`, 'it is gone.');
      return opened(device, () => claimed(device, request, () => transfer(device, request)));
    },
  };
}

function hasControl(device: WebUsbDevice): device is ControlDevice {
  return 'controlTransferIn' in device && 'controlTransferOut' in device;
}

/** Leaves a device that a link has open as it is. */
async function opened<T>(device: ControlDevice, work: () => Promise<T>): Promise<T> {
  if (device.opened) return work();
  await device.open();
  try {
    return await work();
  } finally {
    await device.close().catch(() => undefined);
  }
}

/** A request to an interface or endpoint takes the interface, which a link may have already. */
async function claimed<T>(
  device: ControlDevice,
  request: ControlRequest,
  work: () => Promise<T>,
): Promise<T> {
  const wanted = interfaceOf(device, request);
  if (wanted === undefined || wanted.claimed) return work();
  const { number } = wanted;
  await device.claimInterface(number).catch((cause: unknown) => {
    const why = `a driver of the operating system holds interface ${number} of the fob`;
    throw new RigError('lacking', why, { cause });
  });
  try {
    return await work();
  } finally {
    await device.releaseInterface(number).catch(() => undefined);
  }
}

function interfaceOf(
  { configuration }: ControlDevice,
  { type, index }: ControlRequest,
): { readonly number: number; readonly claimed: boolean } | undefined {
  const recipient = RECIPIENTS[type & 0x1f];
  const found = configuration?.interfaces.find(({ interfaceNumber, alternate }) =>
    recipient === 'interface'
      ? interfaceNumber === (index & 0xff)
      : recipient === 'endpoint' &&
        alternate.endpoints.some(
          ({ direction, endpointNumber }) =>
            index === (direction === 'in' ? endpointNumber | ENDPOINT_IN : endpointNumber),
        ),
  );
  if (found === undefined) return undefined;
  const isClaimed = 'claimed' in found && found.claimed === true;
  return { number: found.interfaceNumber, claimed: isClaimed };
}

async function transfer(device: ControlDevice, request: ControlRequest): Promise<ControlAnswer> {
  const { type, length = 0, data = new Uint8Array(0) } = request;
  const setup: Setup = {
    requestType: TYPES[(type >> 5) & 3] ?? 'vendor',
    recipient: RECIPIENTS[type & 0x1f] ?? 'other',
    request: request.request,
    value: request.value,
    index: request.index,
  };
  try {
    if ((type & 0x80) === 0) {
      const { status } = await device.controlTransferOut(setup, new Uint8Array(data));
      return status === 'stall' ? { stalled: true } : { data: new Uint8Array(0) };
    }
    const { status, data: told } = await device.controlTransferIn(setup, length);
    if (status === 'stall') return { stalled: true };
    return { data: bytesOf(told) };
  } catch (error) {
    const fault = transferFault(error);
    if (fault === 'stall') return { stalled: true };
    if (fault === 'timeout') return { silent: true };
    throw error;
  }
}

function bytesOf(view: DataView | undefined): Uint8Array {
  if (view === undefined) return new Uint8Array(0);
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength).slice();
}
