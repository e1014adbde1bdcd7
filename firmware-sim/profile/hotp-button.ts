import { CR2032 } from '../hardware/coin-cell.ts';
import { plainCrystal, rubberButton } from './common-parts.ts';
import type { Profile } from './profile.ts';

const serialPattern = '1000[0-9]{9}';

export const hotpButton: Profile = {
  name: 'hotp-button',
  title: { en: 'Event-based HOTP token', ja: 'イベント同期型トークン(HOTP)' },
  source:
    'As Feitian c100 (HOTP, serial label of 13 digits that begins 1000) and the OEM token of Swivel: ' +
    'code shown 10 to 12 s, more than 14,000 presses, 4 years (docs/sources.md §1.1). Assumed: the ' +
    'texts, and that a second press makes the next code rather than turning it off.',
  wire: 'pads',
  product: {
    model: 'hotp-button',
    firmwareVersion: '1.0.0',
    modes: ['hotp'],
    algorithms: ['SHA1'],
    minDigits: 6,
    maxDigits: 8,
    steps: [30],
    display: {
      style: 'press',
      onSeconds: 12,
      secondPressTurnsOff: false,
      countdown: 'none',
      lowBatterySeconds: 2,
    },
    lowBattery: [{ belowPercent: 10, text: 'bAtt {d}' }],
    endOfLife: { presses: 14_000, text: 'EEEEEE' },
    clock: { adjustLimitSeconds: 300, trimLimitPpb: 50_000 },
    serialPattern,
  },
  parts: {
    crystal: plainCrystal,
    battery: { ...CR2032, loadsNa: { sleep: 4500, rtc: 300, display: 3000 } },
    lcd: { kind: 'segments', positions: 8, align: 'left', bars: 0 },
    button: rubberButton,
  },
  face: {
    shape: 'fob',
    widthMillimetres: 68,
    heightMillimetres: 26,
    cornerMillimetres: 8,
    keyRing: true,
    button: 'round',
    brand: 'HOTP',
    colours: {
      body: '#e8e9eb',
      bodyShade: '#aeb4ba',
      bezel: '#2b2f34',
      glass: '#cbd3bf',
      ink: '#161b14',
      button: '#5d6670',
      print: '#2b2f34',
    },
  },
  serial: { pattern: serialPattern, example: '1000133508267' },
  preset: { mode: 'hotp', algorithm: 'SHA1', digits: 6, stepSeconds: 30 },
};
