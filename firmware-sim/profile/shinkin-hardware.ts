import { CR2016 } from '../hardware/coin-cell.ts';
import { calibratedCrystal, rubberButton } from './common-parts.ts';
import type { Profile } from './profile.ts';

const serialPattern = '[A-Z]{4}[0-9]{8}';

export const shinkinHardware: Profile = {
  name: 'shinkin-hardware',
  title: {
    en: 'Shinkin hardware token, push button',
    ja: 'しんきん ハードウェアトークン',
  },
  source:
    'The hardware token of the manuals; its behaviour as published by Ehime and Bihoku Shinkin banks: ' +
    '6 digits for 30 s, a second press turns it off, no time bar, bAtt 0x below 10 %, 8,000 presses or ' +
    'about 5 years (docs/sources.md §1.3). Assumed: the cell (CR2016), the currents that make 5 ' +
    'years of it, the text after the last press, the letters of the serial label (as the app).',
  wire: 'pads',
  product: {
    model: 'shinkin-hardware',
    firmwareVersion: '1.0.0',
    modes: ['totp'],
    algorithms: ['SHA1', 'SHA256'],
    minDigits: 6,
    maxDigits: 6,
    steps: [30, 60],
    display: {
      style: 'press',
      onSeconds: 30,
      secondPressTurnsOff: true,
      countdown: 'none',
      lowBatterySeconds: 2,
    },
    lowBattery: [{ belowPercent: 10, text: 'bAtt 0{d}' }],
    endOfLife: { presses: 8000, text: 'bAtt 00' },
    clock: { adjustLimitSeconds: 300, trimLimitPpb: 50_000 },
    serialPattern,
  },
  parts: {
    crystal: calibratedCrystal,
    battery: { ...CR2016, loadsNa: { sleep: 1300, rtc: 300, display: 2500 } },
    lcd: { kind: 'segments', positions: 7, align: 'left', bars: 0 },
    button: rubberButton,
  },
  face: {
    shape: 'fob',
    widthMillimetres: 68,
    heightMillimetres: 26,
    cornerMillimetres: 11,
    keyRing: true,
    button: 'round',
    brand: 'ONE TIME PASSWORD',
    colours: {
      body: '#f4f6f8',
      bodyShade: '#c2cad2',
      bezel: '#1d3f77',
      glass: '#c8d0bd',
      ink: '#161b14',
      button: '#2f62ad',
      print: '#1d3f77',
    },
  },
  serial: { pattern: serialPattern, example: 'SKTH00000017' },
  preset: { mode: 'totp', algorithm: 'SHA1', digits: 6, stepSeconds: 30 },
};
