import { CR2032 } from '../hardware/coin-cell.ts';
import { plainCrystal, rubberButton } from './common-parts.ts';
import type { Profile } from './profile.ts';

const serialPattern = '[0-9]{14}';

export const eightSha256: Profile = {
  name: 'eight-sha256',
  title: { en: '8 digits, SHA-256, programmable', ja: '8桁 SHA-256 トークン' },
  source:
    'As the programmable Token2 C302 and Deepnet SafeID classes: SHA-256, 30 or 60 s, display 30 s, ' +
    'CR2032 at 1 to 5 µA, serial label of 14 digits with a 7-digit model prefix, a clock that may be ' +
    'minutes a year off (docs/sources.md §1.1, §1.2, §1.5). 8 digits as SafeID; the crystal is ' +
    'assumed uncalibrated.',
  wire: 'usb',
  product: {
    model: 'eight-sha256',
    firmwareVersion: '1.0.0',
    modes: ['totp'],
    algorithms: ['SHA256'],
    minDigits: 8,
    maxDigits: 8,
    steps: [30, 60],
    display: {
      style: 'press',
      onSeconds: 30,
      secondPressTurnsOff: true,
      countdown: 'bars',
      lowBatterySeconds: 2,
    },
    lowBattery: [{ belowPercent: 10, text: 'Lo bAtt' }],
    endOfLife: { text: 'EEEEEE' },
    clock: { adjustLimitSeconds: 600, trimLimitPpb: 100_000 },
    serialPattern,
  },
  parts: {
    crystal: plainCrystal,
    battery: { ...CR2032, loadsNa: { sleep: 2000, rtc: 300, display: 3500 } },
    lcd: { kind: 'segments', positions: 8, align: 'left', bars: 6 },
    button: rubberButton,
  },
  face: {
    shape: 'fob',
    widthMillimetres: 68,
    heightMillimetres: 27,
    cornerMillimetres: 7,
    keyRing: true,
    button: 'bar',
    brand: 'OTP',
    colours: {
      body: '#2f3338',
      bodyShade: '#101214',
      bezel: '#000000',
      glass: '#c6cfba',
      ink: '#141a12',
      button: '#c5352f',
      print: '#f1f3f4',
    },
  },
  serial: { pattern: serialPattern, example: '86596320000017' },
  preset: { mode: 'totp', algorithm: 'SHA256', digits: 8, stepSeconds: 30 },
};
