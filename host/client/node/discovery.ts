import type { BindingInterface } from '@serialport/bindings-cpp';
import { DEFAULT_BAUD_RATE, formatDeviceUrl } from '../device-url.ts';
import { type Candidate, type CandidateProvider, FOBKIT_USB } from '../discovery.ts';
import { systemBinding } from './serial-link.ts';
import { type SerialPortInfo, sysfsPorts } from './sysfs-ports.ts';

export interface SerialDiscoveryOptions {
  /** The operating system's if absent. */
  readonly binding?: Pick<BindingInterface, 'list'>;
  /** Where /sys and /dev are. */
  readonly root?: string;
}

/** The serial ports of this machine. */
export function serialCandidates(options: SerialDiscoveryOptions = {}): CandidateProvider {
  return {
    name: 'serial',
    async candidates() {
      const ports = await listPorts(options);
      return ports.map(candidateOf);
    },
  };
}

async function listPorts(options: SerialDiscoveryOptions): Promise<readonly SerialPortInfo[]> {
  const canFallBack = process.platform === 'linux';
  try {
    const binding = options.binding ?? (await systemBinding());
    const ports = await binding.list();
    if (ports.length > 0 || !canFallBack) return ports;
  } catch (error) {
    // Linux' list runs udevadm, which slim images and containers do not have.
    if (!canFallBack) throw error;
  }
  return sysfsPorts(options.root);
}

function candidateOf(port: SerialPortInfo): Candidate {
  const url = formatDeviceUrl({ kind: 'serial', path: port.path, baudRate: DEFAULT_BAUD_RATE });
  const vendorId = hexNumber(port.vendorId);
  const productId = hexNumber(port.productId);
  const description = port.pnpId ?? port.manufacturer;
  const told = description === undefined ? {} : { description };
  if (vendorId === undefined || productId === undefined) return { url, ...told, ours: false };
  const serial = port.serialNumber === undefined ? {} : { serialNumber: port.serialNumber };
  const ours = vendorId === FOBKIT_USB.vendorId && productId === FOBKIT_USB.productId;
  return { url, ...told, usb: { vendorId, productId, ...serial }, ours };
}

function hexNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^[0-9a-f]{1,4}$/i.test(text)
    ? Number.parseInt(text, 16)
    : undefined;
}
