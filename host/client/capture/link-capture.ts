import {
  CaptureWriter,
  LinkType,
  type LinkRecorder,
  Redactor,
  SerialRecorder,
  UsbLinkRecorder,
} from '@fobkit/protocol';
import type { HostClock } from '../clock.ts';
import type { Connection, Link } from '../link.ts';
import { capturedConnection } from './captured-connection.ts';

export interface LinkCaptureOptions {
  /** Gets whole blocks of a pcapng file, the section header at once. */
  readonly write: (block: Uint8Array) => void;
  readonly clock: HostClock;
  /** The program, as it stands in the section header. */
  readonly application: string;
}

/**
 * Captures what passes over links, whatever they are: an interface of the capture for each
 * (docs/captures.md). Codes of fobs that have not said that they are for tests are masked.
 */
export class LinkCapture {
  readonly #writer: CaptureWriter;
  readonly #unixMicros: () => number;
  readonly #redactors = new Set<Redactor>();
  #usbDevices = 0;

  constructor({ write, clock, application }: LinkCaptureOptions) {
    this.#writer = new CaptureWriter(write, { application });
    this.#unixMicros = steadyTime(clock);
  }

  /** The same link; each time it is opened, what passes is captured. */
  of(link: Link): Link {
    const recorders = new Map<string, LinkRecorder>();
    return {
      url: link.url,
      open: async (options) => {
        const connection = await link.open(options);
        const kind = kindOf(link, connection);
        const recorder = recorders.get(kind) ?? this.#recorder(link.url, kind);
        recorders.set(kind, recorder);
        return capturedConnection(connection, recorder, this.#unixMicros);
      },
    };
  }

  #recorder(url: string, kind: LinkKind): LinkRecorder {
    const linkType = kind === 'serial' ? LinkType.RtacSerial : LinkType.UsbLinuxMmapped;
    const sink = this.#writer.add({ linkType, name: url, description: DESCRIPTIONS[kind] });
    const redactor = new Redactor(undefined, this.#redactors);
    this.#redactors.add(redactor);
    if (kind === 'serial') return new SerialRecorder(sink, redactor);
    return new UsbLinkRecorder(sink, redactor, { function: kind, device: ++this.#usbDevices });
  }
}

type LinkKind = 'serial' | 'hid' | 'webusb';

const DESCRIPTIONS: Readonly<Record<LinkKind, string>> = {
  serial: 'fobkit: serial frames, TX is the host',
  hid: 'fobkit: HID reports as the host sees them',
  webusb: 'fobkit: WebUSB pipes as the host sees them',
};

function kindOf(link: Link, { framing }: Connection): LinkKind {
  if (framing === 'hid') return 'hid';
  return link.url.startsWith('usb:') ? 'webusb' : 'serial';
}

/** Microseconds since 1970 that never go back, also when somebody sets the machine's clock. */
function steadyTime(clock: HostClock): () => number {
  const start = clock.unixMs() - clock.now();
  return () => Math.max(0, Math.round((start + clock.now()) * 1000));
}
