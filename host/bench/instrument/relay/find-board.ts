import { featureReportsOf, type HidFeatureReports } from '@fobkit/client';
import type { FeatureHidLibrary } from '@fobkit/client/node';
import type { HidAddress } from '../../bench-file/address.ts';
import type { FoundBoard } from './relay-board.ts';

/** Shared by many gadgets; only the product name tells a relay board (obdev's free ids). */
const VENDOR = 0x16c0;
const PRODUCT = 0x05df;
const NAME = 'USBRelay';

/** What is needed of the machine to find a board. */
export interface HidMachine {
  library(): Promise<FeatureHidLibrary>;
  /** The device nodes of hidraw that hang at a place of the USB tree: `1-1.4`. */
  nodesAt(place: string): Promise<readonly string[]>;
}

/**
 * The board at an address, by its place and never by its serial number, which boards share.
 *
 * Rejects with an Error that says what is there instead.
 */
export async function findBoard(
  machine: HidMachine,
  address: Exclude<HidAddress, { kind: 'usbip' }>,
): Promise<FoundBoard> {
  const path = address.kind === 'hid' ? address.path : await nodeAt(machine, address.place);
  const library = await machine.library();
  const devices = await library.devicesAsync();
  const device = devices.find((one) => one.path === path);
  if (device === undefined) {
    const boards = devices.filter(isBoard).map((one) => one.path ?? '?');
    const there = boards.length === 0 ? 'no relay board is plugged in' : boards.join(', ');
    throw new Error(`no HID device is at ${path}; relay boards: ${there}`);
  }
  if (!isBoard(device)) {
    const ids = `${hex(device.vendorId)}:${hex(device.productId)} ${device.product ?? ''}`.trim();
    throw new Error(`what is at ${path} is no relay board: ${ids}`);
  }
  return {
    path,
    product: device.product ?? NAME,
    open: async () => {
      const handle: HidFeatureReports = await library.HIDAsync.open(path);
      return featureReportsOf(`hid:${path}`, handle);
    },
  };
}

async function nodeAt(machine: HidMachine, place: string): Promise<string> {
  const nodes = await machine.nodesAt(place);
  const [only, ...others] = nodes;
  if (only === undefined) throw new Error(`no HID device is plugged in at usb:${place}`);
  if (others.length > 0)
    throw new Error(`several HID devices are at usb:${place}: ${nodes.join(', ')}`);
  return only;
}

function isBoard(device: {
  readonly vendorId: number;
  readonly productId: number;
  readonly product?: string | undefined;
}): boolean {
  const { vendorId, productId, product = '' } = device;
  return vendorId === VENDOR && productId === PRODUCT && product.startsWith(NAME);
}

function hex(id: number): string {
  return id.toString(16).padStart(4, '0');
}
