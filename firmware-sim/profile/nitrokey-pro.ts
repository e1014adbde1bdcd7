import type { TokenProfile } from './fob-type.ts';

export const nitrokeyPro: TokenProfile = {
  name: 'nitrokey-pro',
  title: {
    en: 'Nitrokey Pro, its one-time passwords',
    ja: 'Nitrokey Pro(ワンタイムパスワード機能)',
  },
  source:
    'Nitrokey Pro, firmware 0.11: nitrokey-pro-firmware and libnitrokey 3.7 (docs/sources.md §2.3). ' +
    'Powered by the bus, no clock that runs without it. Its crystal is the chip’s, 8 MHz ±30 ppm (a ' +
    'usual part: assumed). Its flash is pages of 1 KB; here four stand together for the record ' +
    'store. Assumed: how long the smart card takes for a PIN, and the colours of the case.',
  wire: 'usb',
  product: {
    protocol: 'nitrokey-pro',
    model: 'nitrokey-pro',
    firmwareVersion: '0.11',
    verifySlot: true,
    cardMilliseconds: 250,
    faults: { slotOffByOne: false, wrongCrc: [] },
  },
  parts: {
    crystal: {
      tolerancePpb: 30_000,
      ageingPpbPerYear: -1000,
      parabolaPpb: 0,
      turnoverDeciCelsius: 250,
    },
    flash: { pageSize: 4096, pageCount: 2, wearLimit: 10_000 },
  },
  face: {
    shape: 'stick',
    widthMillimetres: 48,
    heightMillimetres: 19,
    cornerMillimetres: 4,
    keyRing: true,
    button: 'none',
    brand: 'NITROKEY',
    colours: {
      body: '#3a3d42',
      bodyShade: '#17191c',
      bezel: '#b9bec4',
      glass: '#e6e9ec',
      ink: '#141a12',
      button: '#2b2e33',
      print: '#f2f4f6',
    },
  },
};

/** The same with the faults that firmware had, for hosts that must live with them. */
export const nitrokeyProFaulty: TokenProfile = {
  ...nitrokeyPro,
  name: 'nitrokey-pro-faulty',
  title: {
    en: 'Nitrokey Pro with faults of old firmware',
    ja: 'Nitrokey Pro(旧ファームウェアの不具合つき)',
  },
  source:
    'As nitrokey-pro, with faults that were reported of real ones: slot numbers 0x13 and 0x2F are ' +
    'taken (nitrokey-pro-firmware issue 4), and some answers carry a wrong CRC (a comment in ' +
    'libnitrokey’s device_proto.h; which ones is assumed).',
  product: {
    ...nitrokeyPro.product,
    model: 'nitrokey-pro-faulty',
    firmwareVersion: '0.8',
    verifySlot: false,
    // ReadSlot and the two retry counts.
    faults: { slotOffByOne: true, wrongCrc: [0x03, 0x09, 0x0f] },
  },
};
