import { type HostClock, RequestQueue } from '@fobkit/client';
import { stat } from 'node:fs/promises';
import { LabelError } from '../label-error.ts';
import { encodeLabel } from '../label-format.ts';
import type { EncodedLabel, FormatOptions, LabelFormat } from '../label-format.ts';
import { labelLayout } from '../label-layout.ts';
import type { LabelLayout, LayoutOptions } from '../label-layout.ts';
import { PrinterError } from '../label.ts';
import type { LabelContent, LabelPrinter } from '../label.ts';
import { printToFile } from './file-printer.ts';
import { printByLp } from './lp-printer.ts';
import { parsePrinterAddress } from './printer-address.ts';
import type { PrinterAddress, PrinterPlace } from './printer-address.ts';
import { printOverTcp } from './tcp-printer.ts';

/** A printer that can say before the run whether a lot's labels fit. */
export interface OpenedPrinter extends LabelPrinter {
  readonly layout: LabelLayout;
  /** Rejects with a `PrinterError` that tells the size that would do. Prints nothing. */
  check(label: LabelContent): Promise<void>;
}

export interface OpenPrinterOptions {
  readonly clock: HostClock;
  /** What stands on the label; its size is the address's. */
  readonly layout?: LayoutOptions;
  /** For each thing that is waited for; 5,000 if absent. */
  readonly timeoutMs?: number;
  /** Instead of `lp`. */
  readonly lpProgram?: string;
}

const TIMEOUT_MS = 5000;
const DPI = 300;
const SIZE = { widthMm: 38, heightMm: 12 } as const;
/** Where labels come out. */
type Outlet = Exclude<PrinterPlace, { kind: 'none' }>;

const FORMATS: Readonly<Record<Outlet['kind'], LabelFormat>> = {
  file: 'png',
  tcp: 'zpl',
  lp: 'pdf',
};

/**
 * The printer at an address (`parsePrinterAddress`); `undefined` for `none`. A printer on the
 * network is first spoken to when it prints.
 */
export async function openLabelPrinter(
  address: string,
  options: OpenPrinterOptions,
): Promise<OpenedPrinter | undefined> {
  const parsed = parsePrinterAddress(address);
  const { place } = parsed;
  if (place.kind === 'none') return undefined;
  if (place.kind === 'file') await checkFolder(place.folder);
  return new AddressedPrinter(parsed, place, options);
}

class AddressedPrinter implements OpenedPrinter {
  readonly name: string;
  readonly layout: LabelLayout;
  readonly #place: Outlet;
  readonly #format: Omit<FormatOptions, 'createdUnixMs'>;
  readonly #askStatus: boolean;
  readonly #options: OpenPrinterOptions;
  readonly #turn = new RequestQueue();

  constructor(address: PrinterAddress, place: Outlet, options: OpenPrinterOptions) {
    const { format = FORMATS[place.kind], dpi = DPI, size = SIZE, media } = address;
    this.name = nameOf(place);
    this.layout = labelLayout(size, options.layout);
    this.#place = place;
    this.#format = { format, dpi, layout: this.layout, ...(media === undefined ? {} : { media }) };
    this.#askStatus = address.askStatus ?? format.startsWith('zpl');
    this.#options = options;
  }

  async check(label: LabelContent): Promise<void> {
    await this.#encode(label);
  }

  async print(label: LabelContent, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    const encoded = await this.#encode(label);
    const { clock, timeoutMs = TIMEOUT_MS, lpProgram } = this.#options;
    const waiting = { clock, timeoutMs, ...(signal === undefined ? {} : { signal }) };
    const place = this.#place;
    switch (place.kind) {
      case 'file':
        await printToFile(place.folder, label.serialLabel, encoded);
        return;
      case 'lp':
        await printByLp(
          { queue: place.queue, bytes: encoded.bytes, raw: this.#format.format !== 'pdf' },
          { ...waiting, ...(lpProgram === undefined ? {} : { program: lpProgram }) },
        );
        return;
      case 'tcp':
        await printOverTcp(
          encoded.bytes,
          { ...place, name: this.name, clock, timeoutMs, askStatus: this.#askStatus },
          { turn: this.#turn, ...(signal === undefined ? {} : { signal }) },
        );
    }
  }

  async #encode(label: LabelContent): Promise<EncodedLabel> {
    try {
      const createdUnixMs = this.#options.clock.unixMs();
      return await encodeLabel(label, { ...this.#format, createdUnixMs });
    } catch (error) {
      if (!(error instanceof LabelError)) throw error;
      throw new PrinterError(`${this.name}: ${error.message}`, { cause: error });
    }
  }
}

function nameOf(place: Outlet): string {
  switch (place.kind) {
    case 'file':
      return `file:${place.folder}`;
    case 'lp':
      return `lp:${place.queue}`;
    case 'tcp': {
      const host = place.host.includes(':') ? `[${place.host}]` : place.host;
      return `tcp://${host}:${String(place.port)}`;
    }
  }
}

async function checkFolder(folder: string): Promise<void> {
  const found = await stat(folder).catch((error: unknown) => {
    throw new PrinterError(`file:${folder}: no such folder; make it`, { cause: error });
  });
  if (!found.isDirectory()) throw new PrinterError(`file:${folder}: it is no folder`);
}
