import { CR2032 } from '../hardware/coin-cell.ts';
import { rubberButton } from './common-parts.ts';
import type { Profile } from './profile.ts';

const serialPattern = '[A-Z]{4}[0-9]{8}';

export const shinkinApp: Profile = {
  name: 'shinkin-app',
  title: { en: 'Shinkin one-time password app', ja: 'しんきん(法人)ワンタイムパスワード' },
  source:
    'The phone app of the manuals: 6 digits, 30 s, seconds counted down, serial label SKTS00509641 ' +
    'shown after the mode switch. The button is the mode switch. Assumed: a phone keeps network time ' +
    '(crystal without error) and its user charges it (the cell counts the app’s own share).',
  wire: 'pads',
  product: {
    model: 'shinkin-app',
    firmwareVersion: '1.0.0',
    modes: ['totp'],
    algorithms: ['SHA1', 'SHA256'],
    minDigits: 6,
    maxDigits: 6,
    steps: [30],
    display: {
      style: 'app',
      onSeconds: 30,
      secondPressTurnsOff: false,
      countdown: 'seconds',
      lowBatterySeconds: 2,
    },
    lowBattery: [],
    endOfLife: { text: '------' },
    clock: { adjustLimitSeconds: 86_400, trimLimitPpb: 100_000 },
    serialPattern,
  },
  parts: {
    crystal: { tolerancePpb: 0, ageingPpbPerYear: 0, parabolaPpb: 0, turnoverDeciCelsius: 250 },
    battery: {
      ...CR2032,
      type: 'phone',
      capacityMicroampHours: 3_000_000,
      loadsNa: { sleep: 10_000, rtc: 1000, display: 10_000 },
    },
    lcd: { kind: 'screen', positions: 12, align: 'centre', bars: 0 },
    button: { ...rubberButton, bounceMilliseconds: 0, maxBounces: 0 },
  },
  face: {
    shape: 'phone',
    widthMillimetres: 71,
    heightMillimetres: 110,
    cornerMillimetres: 6,
    keyRing: false,
    button: 'none',
    brand: 'しんきんワンタイムパスワード',
    colours: {
      body: '#3b424a',
      bodyShade: '#15181c',
      bezel: '#0f5fa8',
      glass: '#f5f8fb',
      ink: '#15212b',
      button: '#1f9d72',
      print: '#c5ccd3',
    },
  },
  serial: { pattern: serialPattern, example: 'SKTS00509641' },
  preset: { mode: 'totp', algorithm: 'SHA1', digits: 6, stepSeconds: 30 },
};
