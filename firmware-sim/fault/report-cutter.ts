import { HidAssembly, HID_REPORT_SIZE, type HidInitPacket, parseHidReport } from '@fobkit/protocol';
import type { Cut, Cutter } from './frame-cutter.ts';

/**
 * Gathers the reports of one message (docs/protocol/01-hid-framing.md §1.2) and holds them back
 * until the last is there: a frame is then all of them. Anything else goes on as it is.
 */
export class ReportCutter implements Cutter {
  #held: Uint8Array[] = [];
  #assembly: HidAssembly | undefined;

  get holds(): boolean {
    return this.#held.length > 0;
  }

  push(chunk: Uint8Array): readonly Cut[] {
    const cuts: Cut[] = [];
    for (let at = 0; at < chunk.length; at += HID_REPORT_SIZE) {
      cuts.push(...this.#report(chunk.slice(at, at + HID_REPORT_SIZE)));
    }
    return cuts;
  }

  flush(): readonly Cut[] {
    const cuts = this.#held.map((bytes) => ({ bytes, frame: false }));
    this.#held = [];
    this.#assembly = undefined;
    return cuts;
  }

  #report(report: Uint8Array): readonly Cut[] {
    const packet = parseHidReport(report);
    const assembly = this.#assembly;
    if (packet?.type === 'init') return [...this.flush(), ...this.#begin(packet, report)];
    if (packet === undefined || assembly?.cid !== packet.cid || !assembly.add(packet)) {
      return [...this.flush(), { bytes: report, frame: false }];
    }
    this.#held.push(report);
    return assembly.complete ? [this.#whole()] : [];
  }

  #begin(packet: HidInitPacket, report: Uint8Array): readonly Cut[] {
    this.#held = [report];
    this.#assembly = new HidAssembly(packet);
    return this.#assembly.complete ? [this.#whole()] : [];
  }

  #whole(): Cut {
    const bytes = new Uint8Array(this.#held.length * HID_REPORT_SIZE);
    this.#held.forEach((report, i) => {
      bytes.set(report, i * HID_REPORT_SIZE);
    });
    this.#held = [];
    this.#assembly = undefined;
    return { bytes, frame: true };
  }
}
