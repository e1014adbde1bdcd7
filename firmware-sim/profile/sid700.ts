import { CR2032 } from '../hardware/coin-cell.ts';
import { calibratedCrystal, rubberButton } from './common-parts.ts';
import type { Profile } from './profile.ts';

const serialPattern = '[0-9]{9,12}';

export const sid700: Profile = {
  name: 'sid700',
  title: { en: '60-second always-on display, as RSA SecurID 700', ja: '常時表示型トークン(60秒)' },
  source:
    'RSA SecurID 700: 6 digits, 60 s, six bars of 10 s, always on, glass of 8 positions, CR2032, ' +
    '"over seven years", expiry printed on the back (docs/sources.md §1.1, §1.3). Its own algorithm ' +
    'is not public: this one computes RFC 6238. Assumed: currents that make seven years, no warning ' +
    'before the end, a dark glass after it.',
  wire: 'pads',
  product: {
    model: 'sid700',
    firmwareVersion: '1.0.0',
    modes: ['totp'],
    algorithms: ['SHA1', 'SHA256'],
    minDigits: 6,
    maxDigits: 8,
    steps: [60],
    display: {
      style: 'always',
      onSeconds: 60,
      secondPressTurnsOff: false,
      countdown: 'bars',
      lowBatterySeconds: 0,
    },
    lowBattery: [],
    endOfLife: { text: '' },
    clock: { adjustLimitSeconds: 300, trimLimitPpb: 50_000 },
    serialPattern,
  },
  parts: {
    crystal: calibratedCrystal,
    battery: { ...CR2032, loadsNa: { sleep: 900, rtc: 300, display: 1900 } },
    lcd: { kind: 'segments', positions: 8, align: 'centre', bars: 6 },
    button: rubberButton,
  },
  face: {
    shape: 'fob',
    widthMillimetres: 70,
    heightMillimetres: 23,
    cornerMillimetres: 11.5,
    keyRing: true,
    button: 'none',
    brand: '',
    colours: {
      body: '#8d99a6',
      bodyShade: '#525d69',
      bezel: '#1c3d8c',
      glass: '#bfc8b2',
      ink: '#131812',
      button: '#1c3d8c',
      print: '#ffffff',
    },
  },
  serial: { pattern: serialPattern, example: '000158423177' },
  preset: { mode: 'totp', algorithm: 'SHA1', digits: 6, stepSeconds: 60 },
};
