import { BROTHER_MEDIA } from '../brother-media.ts';
import type { BrotherMediaName } from '../brother-media.ts';
import { LABEL_FORMATS } from '../label-format.ts';
import type { LabelFormat } from '../label-format.ts';
import type { LabelSize } from '../label-layout.ts';
import { labelSize } from '../label-size.ts';
import { PrinterError } from '../label.ts';

export type PrinterPlace =
  | { readonly kind: 'none' }
  | { readonly kind: 'file'; readonly folder: string }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
  | { readonly kind: 'lp'; readonly queue: string };

export interface PrinterAddress {
  readonly place: PrinterPlace;
  readonly format?: LabelFormat;
  readonly dpi?: number;
  readonly size?: LabelSize;
  readonly media?: BrotherMediaName;
  readonly askStatus?: boolean;
}

const RAW_PORT = 9100;
const FORMS = 'none, file:DIR, tcp://HOST:9100 or lp:QUEUE';
const SETTINGS = 'as, dpi, size, media, status';

/**
 * Where labels go: `none`, `file:DIR`, `tcp://HOST:PORT`, `lp:QUEUE`, each with settings behind a
 * question mark: `tcp://10.0.0.9?as=zpl&dpi=203&size=40x12&status=no`, `lp:QL?as=brother-ql&media=12`.
 * `PrinterError` names what is wrong in it.
 */
export function parsePrinterAddress(address: string): PrinterAddress {
  const [, whole = '', query] = /^(.*?)(?:\?([a-z]+=.*))?$/s.exec(address) ?? [];
  return { place: placeOf(whole), ...(query === undefined ? {} : settingsOf(query)) };
}

function placeOf(text: string): PrinterPlace {
  if (text === 'none') return { kind: 'none' };
  const folder = /^file:(?:\/\/(?=\/))?(.+)$/s.exec(text)?.[1];
  if (folder !== undefined) return { kind: 'file', folder };
  const queue = /^lp:([A-Za-z0-9_][A-Za-z0-9_.@-]{0,126})$/.exec(text)?.[1];
  if (queue !== undefined) return { kind: 'lp', queue };
  const tcp = /^tcp:\/\/(?:\[([0-9A-Za-z:.%]+)\]|([A-Za-z0-9._-]+))(?::(\d{1,5}))?\/?$/.exec(text);
  if (tcp !== null) {
    const host = tcp[1] ?? tcp[2] ?? '';
    const port = tcp[3] === undefined ? RAW_PORT : Number(tcp[3]);
    if (port >= 1 && port <= 0xffff) return { kind: 'tcp', host, port };
  }
  throw new PrinterError(`printer address: not ${FORMS}`);
}

function settingsOf(query: string): Omit<PrinterAddress, 'place'> {
  let settings: Omit<PrinterAddress, 'place'> = {};
  for (const pair of query.split('&')) {
    const [name = '', value = ''] = pair.split('=', 2);
    settings = { ...settings, ...settingOf(name, value) };
  }
  return settings;
}

function settingOf(name: string, value: string): Omit<PrinterAddress, 'place'> {
  switch (name) {
    case 'as': {
      const format = LABEL_FORMATS.find((known) => known === value);
      if (format === undefined) throw wrong('as', LABEL_FORMATS.join(', '));
      return { format };
    }
    case 'dpi':
      if (!/^\d{3,4}$/.test(value)) throw wrong('dpi', '203, 300 or 600');
      return { dpi: Number(value) };
    case 'size':
      return { size: sizeOf(value) };
    case 'media':
      if (!isMedia(value)) throw wrong('media', Object.keys(BROTHER_MEDIA).join(', '));
      return { media: value };
    case 'status':
      if (value !== 'ask' && value !== 'no') throw wrong('status', 'ask or no');
      return { askStatus: value === 'ask' };
    default:
      throw new PrinterError(`printer address: no such setting; there are ${SETTINGS}`);
  }
}

function sizeOf(value: string): LabelSize {
  try {
    return labelSize(value);
  } catch (error) {
    const why = error instanceof Error ? error.message : 'size';
    throw new PrinterError(`printer address: ${why}`, { cause: error });
  }
}

const isMedia = (value: string): value is BrotherMediaName => Object.hasOwn(BROTHER_MEDIA, value);

const wrong = (setting: string, wanted: string): PrinterError =>
  new PrinterError(`printer address: ${setting} is not ${wanted}`);
