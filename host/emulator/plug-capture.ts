import { isTokenProfile } from '@fobkit/firmware-sim';
import type { Pluggable, UrbEvent } from '@fobkit/firmware-sim/plug';
import {
  CaptureWriter,
  descriptorTransfers,
  LinkType,
  Redactor,
  SerialRecorder,
  TICKS_PER_SECOND,
  UrbRecorder,
  type UsbDescription,
} from '@fobkit/protocol';
import { type CaptureClock, CapturedWire } from './captured-wire.ts';
import type { LiveFob } from './live-fob.ts';
import { urbRecord } from './urb-record.ts';

/** As much of a USB plug as a capture wants. */
export interface ObservedPlug {
  observe(observer: (event: UrbEvent) => void): () => void;
  /** Of a device that its host has asked already what it is. */
  readonly description?: UsbDescription | undefined;
}

export interface PlugCaptureOptions {
  /** Gets whole blocks of a pcapng file, the section header at once. */
  readonly write: (block: Uint8Array) => void;
  /** The program, as it stands in the section header. */
  readonly application: string;
}

/**
 * Captures what passes the plugs of emulated fobs: an interface of the capture for each plug of
 * each fob, dated by world time (docs/captures.md). The fob is asked for its purpose: codes are
 * masked unless it is test.
 */
export class PlugCapture {
  readonly #writer: CaptureWriter;
  #usbDevices = 0;

  constructor({ write, application }: PlugCaptureOptions) {
    this.#writer = new CaptureWriter(write, { application });
  }

  /** The same fob, to be given to a plug of bytes: what passes is captured. `plug`: `pty`, `tcp`. */
  over(live: LiveFob, plug: string): Pluggable {
    const sink = this.#writer.add({
      linkType: LinkType.RtacSerial,
      name: `sim:${live.deviceId} ${plug}`,
      description: 'fobkit: serial frames of an emulated fob, TX is the host',
    });
    const recorder = new SerialRecorder(sink, redactorOf(live));
    const clock = worldClock(live);
    return { plugIn: () => new CapturedWire(live.plugIn(), recorder, clock) };
  }

  /** Captures the transfers of a USB plug that this fob is on, until it is told to stop. */
  observe(live: LiveFob, plug: string, observed: ObservedPlug): () => void {
    const sink = this.#writer.add({
      linkType: LinkType.UsbLinuxMmapped,
      name: `sim:${live.deviceId} ${plug}`,
      description: 'fobkit: USB transfers of an emulated fob',
    });
    const spoken = isTokenProfile(live.current.profile) ? 'other' : 'fobkit';
    const recorder = new UrbRecorder(sink, redactorOf(live), spoken);
    const place = { bus: 1, device: ++this.#usbDevices };
    const clock = worldClock(live);
    if (observed.description !== undefined) {
      const asked = descriptorTransfers(observed.description, { ...place, id: BEFORE_ALL });
      for (const urb of asked) recorder.urb(urb, clock.outside());
    }
    return observed.observe((event) => {
      const ended = event.kind === 'complete';
      recorder.urb(urbRecord(event, place), ended ? clock.inside() : clock.outside());
      if (ended && event.result.status === 'no-device') recorder.reset();
    });
  }
}

function redactorOf(live: LiveFob): Redactor {
  return new Redactor(() => live.current.purpose);
}

/** Ids that no transfer of a port has. */
const BEFORE_ALL = 0x1_0000_0000_0000;

/** World time goes back only by a snapshot that is restored, and then by more than this. */
const RESTORED_MICROS = 1_000_000;

/**
 * The fob is brought up to now only when something is asked of it, so that what it does may be
 * dated a little before what made it do so: such a date is put right.
 */
function worldClock(live: LiveFob): CaptureClock {
  let last = 0;
  const steady = (micros: number): number => {
    if (micros > last || last - micros > RESTORED_MICROS) last = micros;
    return last;
  };
  return {
    outside: () => steady(microsOf(live.worldTicks)),
    inside: () => steady(microsOf(live.current.worldTicks)),
  };
}

function microsOf(ticks: number): number {
  const seconds = Math.floor(ticks / TICKS_PER_SECOND);
  const rest = ticks - seconds * TICKS_PER_SECOND;
  const micros = seconds * 1_000_000 + Math.floor((rest * 1_000_000) / TICKS_PER_SECOND);
  // A world may begin as late as 9999; as microseconds a number holds 2255.
  return Math.min(micros, Number.MAX_SAFE_INTEGER);
}
