import type { OtpauthKey, Secret } from '@fobkit/protocol';
import { MIN_PRODUCTION_SEED } from '@fobkit/protocol';
import { serialFault } from '../front/token-checks.ts';
import type { ScanLayout } from './layout.ts';
import { layoutSentence, wrongLayout } from './layout.ts';
import { guessSeed } from './seed-guess.ts';

export type ScanWanted = 'seed' | 'serial' | 'device-id';

/** Why a scan is refused; `message` says the same in a sentence that tells what to do. */
export type ScanRefusal =
  | 'empty'
  | 'too-long'
  | 'layout'
  | 'doubled'
  | 'half'
  | 'serial-as-seed'
  | 'seed-as-serial'
  | 'device-id-as-serial'
  | 'device-id-as-seed'
  | 'short-seed'
  | 'unknown-serial'
  | 'not-understood';

export type Scan =
  | { readonly kind: 'otpauth'; readonly key: OtpauthKey }
  /**
   * A seed by itself, in which no check tells whether a character came as another: y and z change
   * places between a US and a German keyboard. Have a code compared before it is used.
   */
  | { readonly kind: 'bare-seed'; readonly encoding: 'hex' | 'base32'; readonly seed: Secret }
  | { readonly kind: 'serial'; readonly serial: string }
  /** Lower-case hex. */
  | { readonly kind: 'device-id'; readonly deviceId: string }
  | {
      readonly kind: 'refused';
      readonly why: ScanRefusal;
      readonly message: string;
      /** Of `layout`: which. */
      readonly layout?: ScanLayout;
    };

export interface ScanOptions {
  /** Whether a text is a serial label of a lot or scheme that is known here. */
  readonly knownSerial?: (text: string) => boolean;
  /** 16 if absent. */
  readonly minSeedBytes?: number;
}

/** Of a device id, in hex. */
const DEVICE_ID_DIGITS = 16;
/** Longest text of a scan, in UTF-16 units: a QR code holds 4,296. */
const MAX_SCAN = 4296;

/**
 * What a barcode scanner typed as a keyboard, where a seed, a serial label or a device id is wanted.
 * Blanks and line ends around it and an AIM symbology identifier (`]Q1`, `]C0`) in front are taken
 * off. Another thing than the wanted one is refused with what it is; the message never quotes it.
 */
export function readScan(typed: string, wanted: ScanWanted, options: ScanOptions = {}): Scan {
  if (typed.length > 2 * MAX_SCAN) return refused('too-long', 'longer than two QR codes');
  const text = typed.trim().replace(/^\][A-Za-z][0-9A-Za-z]/, '');
  if (text === '') return refused('empty', 'nothing was scanned: scan again');
  const layout = wrongLayout(text);
  if (layout !== undefined) {
    return { kind: 'refused', why: 'layout', message: layoutSentence(layout), layout };
  }
  const cut = doubledOrHalf(text, options);
  if (cut !== undefined) return cut;
  if (wanted === 'seed') return wantedSeed(text, options);
  return wanted === 'serial' ? wantedSerial(text, options) : wantedDeviceId(text, options);
}

function doubledOrHalf(text: string, options: ScanOptions): Scan | undefined {
  const half = text.slice(0, text.length / 2);
  // Nobody knows of a short number whether it is so by itself; of seeds only examples are.
  const whole = options.knownSerial?.(text) ?? half.length < 8;
  const twice = `${half}${half}` === text && !whole;
  if (twice || (text.match(/otpauth:/gi) ?? []).length > 1) {
    return refused('doubled', 'the code was scanned twice: clear the field and scan it once');
  }
  if (/otpauth:/i.test(text) && !/^otpauth:/i.test(text)) {
    return refused('half', 'there is something in front of the code: clear the field, scan again');
  }
  if (!/^otpauth:/i.test(text) && /(?:^|[?&])secret=|^[tpauh]*:\/\/[th]otp\//i.test(text)) {
    return refused('half', 'the beginning of the QR code is missing: scan it again');
  }
  return undefined;
}

function wantedSeed(text: string, options: ScanOptions): Scan {
  const { knownSerial, minSeedBytes = MIN_PRODUCTION_SEED } = options;
  if (knownSerial?.(text) === true) return serialAsSeed('this is the serial barcode');
  const guess = guessSeed(text);
  switch (guess.kind) {
    case 'otpauth':
      return guess.key.parameters.secret.length < minSeedBytes
        ? shortSeed(guess.key.parameters.secret.length, minSeedBytes)
        : { kind: 'otpauth', key: guess.key };
    case 'broken-otpauth':
      return brokenUri(text, guess.why);
    case 'bare':
      if (guess.seed.length >= minSeedBytes) {
        return { kind: 'bare-seed', encoding: guess.encoding, seed: guess.seed };
      }
      if (isDeviceId(text)) {
        return refused('device-id-as-seed', 'this is a device id: scan the QR code of the seed');
      }
      return looksLikeSerial(text)
        ? serialAsSeed('this looks like a serial barcode')
        : shortSeed(guess.seed.length, minSeedBytes);
    case 'none':
      if (looksLikeSerial(text)) return serialAsSeed('this looks like a serial barcode');
      return isCutSeed(text)
        ? refused('half', 'characters of the seed are missing: scan it again')
        : refused('not-understood', 'neither an otpauth: QR code nor a seed in hex or base32');
  }
}

function wantedSerial(text: string, options: ScanOptions): Scan {
  const { knownSerial, minSeedBytes = MIN_PRODUCTION_SEED } = options;
  if (knownSerial?.(text) === true) return { kind: 'serial', serial: text };
  const guess = guessSeed(text);
  const seed = guess.kind === 'bare' && guess.seed.length >= minSeedBytes;
  if (seed || guess.kind === 'otpauth' || guess.kind === 'broken-otpauth') {
    return refused(
      'seed-as-serial',
      'this is the code of a seed: scan the serial barcode on the back; the seed is a secret, clear the field',
    );
  }
  if (isDeviceId(text) && knownSerial !== undefined) {
    return refused('device-id-as-serial', 'this is a device id: scan the barcode of the serial');
  }
  if (knownSerial !== undefined) {
    return refused('unknown-serial', 'not a serial label of this lot: scan the barcode again');
  }
  const wrong = serialFault(text);
  return wrong === undefined ? { kind: 'serial', serial: text } : refused('not-understood', wrong);
}

function wantedDeviceId(text: string, options: ScanOptions): Scan {
  if (isDeviceId(text)) return { kind: 'device-id', deviceId: text.toLowerCase() };
  const as = wantedSerial(text, options);
  if (as.kind === 'refused' && as.why === 'seed-as-serial') return as;
  const digits = String(DEVICE_ID_DIGITS);
  return refused('not-understood', `a device id is ${digits} hex digits: scan the barcode again`);
}

function brokenUri(text: string, why: string): Scan {
  if (!/[?&]secret=./i.test(text)) {
    return refused('half', 'the end of the QR code is missing: scan it again');
  }
  return refused('not-understood', `${why}: scan it again; if it stays so, the code is not whole`);
}

function serialAsSeed(what: string): Scan {
  return refused(
    'serial-as-seed',
    `${what}, which says nothing of the seed: scan the QR code of the seed`,
  );
}

function shortSeed(length: number, least: number): Scan {
  const short = `a seed of ${String(length)} bytes, ${String(least)} is the least`;
  return refused('short-seed', `${short}: scan it again, or take another seed`);
}

/** What labels look like: short, without lower case, with digits. */
function looksLikeSerial(text: string): boolean {
  return /^(?=.*\d)[0-9A-Z][0-9A-Z/_. -]{2,31}$/.test(text) && !/^[A-Z2-7]{26,}$/.test(text);
}

/** Most of a seed, but of a length that no encoder writes. */
function isCutSeed(text: string): boolean {
  return /^(?:[0-9a-f]{9,}|[A-Z2-7]{9,}=*)$/i.test(text.replaceAll(' ', ''));
}

function isDeviceId(text: string): boolean {
  return text.length === DEVICE_ID_DIGITS && /^[0-9a-f]*$/i.test(text);
}

function refused(why: ScanRefusal, message: string): Scan {
  return { kind: 'refused', why, message };
}
