import type { BindingInterface, OpenOptions, PortInfo } from '@serialport/bindings-interface' with {
  'resolution-mode': 'require',
};
import { FobPort } from './fob-port.ts';
import { FobTty } from './fob-tty.ts';
import type { Plug, Pluggable } from './plug.ts';

/** What `list` tells of a port beside its path. */
export type PortDetails = Partial<Omit<PortInfo, 'path'>>;

/**
 * A binding for `@serialport/stream` whose ports are emulated fobs, with no operating system in
 * between: `new SerialPortStream({ binding, path, baudRate })`. Each instance has its own ports.
 * Its refusals use the words of the binding for Linux, which programs match.
 */
export class FobBinding implements BindingInterface<FobPort> {
  readonly #ports = new Map<string, { readonly tty: FobTty; readonly details: PortDetails }>();

  /** Puts a fob on a new port. @throws RangeError when the path is taken. */
  attach(path: string, fob: Pluggable, details: PortDetails = {}): Plug {
    if (this.#ports.has(path)) throw new RangeError(`${path} is taken`);
    const tty = new FobTty(fob, path, () => this.#ports.delete(path));
    this.#ports.set(path, { tty, details });
    return tty;
  }

  /** The ports with a fob on them now. */
  list(): Promise<PortInfo[]> {
    const plugged = [...this.#ports].filter(([, { tty }]) => tty.plugged);
    return Promise.resolve(
      plugged.map(([path, { details }]) => ({
        path,
        manufacturer: undefined,
        serialNumber: undefined,
        pnpId: undefined,
        locationId: undefined,
        productId: undefined,
        vendorId: undefined,
        ...details,
      })),
    );
  }

  async open(options: OpenOptions): Promise<FobPort> {
    // A driver answers later, never within the call.
    await Promise.resolve();
    const { path, baudRate } = options;
    if (path === '') throw new TypeError('"path" is not a valid port');
    if (!Number.isFinite(baudRate) || baudRate <= 0) {
      throw new TypeError('"baudRate" is not a valid baudRate');
    }
    const tty = this.#ports.get(path)?.tty;
    if (tty?.plugged !== true) {
      throw new Error(`Error: No such file or directory, cannot open ${path}`);
    }
    return FobPort.open(tty, options);
  }
}
