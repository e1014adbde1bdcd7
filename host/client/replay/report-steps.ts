import {
  type CaptureDirection,
  HID_MAX_PAYLOAD,
  HidAssembly,
  HidCommand,
  parseHidReport,
} from '@fobkit/protocol';

/**
 * The messages in the HID reports of one direction. The framing's own commands, and what is no
 * message, are passed over: each side has channels and nonces of its own.
 */
export class ReportSteps {
  readonly direction: CaptureDirection;
  readonly #open = new Map<number, HidAssembly>();

  constructor(direction: CaptureDirection) {
    this.direction = direction;
  }

  /** The message that ends with this report. */
  push(report: Uint8Array): Uint8Array | undefined {
    const packet = parseHidReport(report);
    if (packet === undefined) return undefined;
    const { cid } = packet;
    if (packet.type === 'init') {
      this.#open.delete(cid);
      const usable = packet.command === HidCommand.Message && packet.length <= HID_MAX_PAYLOAD;
      if (!usable) return undefined;
      this.#open.set(cid, new HidAssembly(packet));
    } else if (this.#open.get(cid)?.add(packet) !== true) {
      this.#open.delete(cid);
      return undefined;
    }
    const assembly = this.#open.get(cid);
    if (assembly?.complete !== true) return undefined;
    this.#open.delete(cid);
    return assembly.payload;
  }

  end(): void {
    this.#open.clear();
  }
}
