import { CR2032 } from '../hardware/coin-cell.ts';
import { calibratedCrystal, rubberButton } from './common-parts.ts';
import type { Profile } from './profile.ts';

const serialPattern = '[A-Za-z0-9-]{1,20}';

export const generic: Profile = {
  name: 'generic',
  title: { en: 'Generic programmable fob', ja: '汎用プログラマブルトークン' },
  source:
    'No fob one can buy: everything that the firmware can do, in one. Press style, texts and menu as ' +
    'shinkin-hardware and OneSpan GO 7 (docs/sources.md §1.1, §1.3).',
  wire: 'usb',
  product: {
    model: 'generic',
    firmwareVersion: '1.0.0',
    modes: ['totp', 'hotp', 'ocra'],
    algorithms: ['SHA1', 'SHA256', 'SHA512'],
    minDigits: 4,
    maxDigits: 10,
    steps: 'any',
    display: {
      style: 'press',
      onSeconds: 30,
      secondPressTurnsOff: true,
      countdown: 'bars',
      lowBatterySeconds: 2,
    },
    menu: { holdSeconds: 6, pages: ['time', 'battery', 'serial'] },
    lowBattery: [{ belowPercent: 10, text: 'bAtt 0{d}' }],
    endOfLife: { text: 'EEEEEE' },
    clock: { adjustLimitSeconds: 600, trimLimitPpb: 100_000 },
    serialPattern,
  },
  parts: {
    crystal: calibratedCrystal,
    battery: { ...CR2032, loadsNa: { sleep: 1200, rtc: 300, display: 3000 } },
    lcd: { kind: 'segments', positions: 10, align: 'left', bars: 6 },
    button: rubberButton,
  },
  face: {
    shape: 'fob',
    widthMillimetres: 78,
    heightMillimetres: 27,
    cornerMillimetres: 9,
    keyRing: true,
    button: 'round',
    brand: 'fobkit',
    colours: {
      body: '#4a5560',
      bodyShade: '#232a31',
      bezel: '#11151a',
      glass: '#c3ccb7',
      ink: '#141a12',
      button: '#e07a2c',
      print: '#eef1f3',
    },
  },
  serial: { pattern: serialPattern, example: 'FOB-00000017' },
  preset: { mode: 'totp', algorithm: 'SHA1', digits: 6, stepSeconds: 30 },
};
