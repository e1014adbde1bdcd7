import { CR2016 } from '../hardware/coin-cell.ts';
import { calibratedCrystal } from './common-parts.ts';
import type { Profile } from './profile.ts';

const serialPattern = '[0-9]{10}';

export const yuchoCard: Profile = {
  name: 'yucho-card',
  title: { en: 'Card-shaped token with Lo-bAtt texts', ja: 'カード型トークン(Lo-bAtt 表示)' },
  source:
    'Japan Post Bank’s token: Lo-bAtt 2 from 3 months before the end, Lo-bAtt 1 from 1.5 months, CR2016 ' +
    'soldered at 3 points; the case as Hamamatsu-Iwata’s card, 70.1 × 44 × 3.4 mm (docs/sources.md ' +
    '§1.3). 3 and 1.5 months of 5 years are taken as 5 and 2.5 % of the charge. Assumed: 30 s, the ' +
    'letters of the serial label, the text at the end.',
  wire: 'pads',
  product: {
    model: 'yucho-card',
    firmwareVersion: '1.0.0',
    modes: ['totp'],
    algorithms: ['SHA1', 'SHA256'],
    minDigits: 6,
    maxDigits: 8,
    steps: [30, 60],
    display: {
      style: 'press',
      onSeconds: 30,
      secondPressTurnsOff: true,
      countdown: 'none',
      lowBatterySeconds: 3,
    },
    lowBattery: [
      { belowPercent: 5, text: 'Lo-bAtt 2' },
      { belowPercent: 2.5, text: 'Lo-bAtt 1' },
    ],
    endOfLife: { text: 'Lo-bAtt' },
    clock: { adjustLimitSeconds: 300, trimLimitPpb: 50_000 },
    serialPattern,
  },
  parts: {
    crystal: calibratedCrystal,
    battery: { ...CR2016, loadsNa: { sleep: 1500, rtc: 300, display: 2500 } },
    lcd: { kind: 'segments', positions: 9, align: 'left', bars: 0 },
    button: { bounceMilliseconds: 10, maxBounces: 6 },
  },
  face: {
    shape: 'card',
    widthMillimetres: 70.1,
    heightMillimetres: 44,
    cornerMillimetres: 3.2,
    keyRing: false,
    button: 'round',
    brand: 'ワンタイムパスワード',
    colours: {
      body: '#2f8f5b',
      bodyShade: '#17603a',
      bezel: '#0c3a22',
      glass: '#cdd5c1',
      ink: '#161b14',
      button: '#f0b429',
      print: '#ffffff',
    },
  },
  serial: { pattern: serialPattern, example: '3050412297' },
  preset: { mode: 'totp', algorithm: 'SHA1', digits: 6, stepSeconds: 30 },
};
