import { fromHex } from '../../../protocol/bytes/hex.ts';

const bytes = (hex: string): Uint8Array => fromHex(hex.replace(/\s/g, ''));

/** A keyboard with a vendor interface, Holtek 04d9:a131; raw, from J2Kbr/TitanTwo issue 168. */
export const HOLTEK = {
  device: bytes('12 01 10 01 00 00 00 40 d9 04 31 a1 06 01 01 02 00 01'),
  configuration: bytes(`
    09 02 7b 00 04 01 00 a0 fa
    09 04 00 00 01 03 01 01 00  09 21 11 01 00 01 22 3b 00  07 05 81 03 08 00 01
    09 04 01 00 02 03 00 00 00  09 21 11 01 00 01 22 22 00
    07 05 83 03 40 00 01  07 05 04 03 40 00 01
    09 04 02 00 01 03 00 00 00  09 21 11 01 00 01 22 b5 00  07 05 82 03 40 00 01
    09 04 03 00 02 03 00 00 00  09 21 11 01 00 01 22 1f 00
    07 05 85 03 40 00 01  07 05 06 03 40 00 01`),
  manufacturer: bytes('0e 03 48 00 4f 00 4c 00 54 00 45 00 4b 00'),
  keyboardReport: bytes(`
    05 01 09 06 a1 01 05 08 15 00 25 01 19 01 29 03 75 01 95 03 91 02 95 05 91 01 05 07 19 e0 29 e7
    75 01 95 08 81 02 95 08 81 01 15 00 26 ff 00 19 00 2a ff 00 75 08 95 06 81 00 c0`),
  vendorReport: bytes(`
    06 00 ff 09 01 a1 01 09 02 15 00 26 ff 00 75 08 95 40 81 02 09 03 15 00 26 ff 00 75 08 95 40
    91 02 c0`),
} as const;

/**
 * A game controller with audio, Nacon 146b:0d10; raw, from J2Kbr/TitanTwo issue 226. Audio 1.0 has
 * endpoint descriptors of nine bytes, alternate settings and class descriptors behind endpoints.
 */
export const NACON = {
  device: bytes('12 01 00 02 00 00 00 40 6b 14 10 0d 00 01 01 02 00 01'),
  configuration: bytes(`
    09 02 e7 00 04 01 00 80 fa  09 04 00 00 00 01 01 00 00  0a 24 01 00 01 47 00 02 01 02
    0c 24 02 01 01 01 06 02 03 00 00 00  0a 24 06 02 01 01 03 00 00 00  09 24 03 03 02 04 04 02 00
    0c 24 02 04 02 04 03 01 00 00 00 00  09 24 06 05 04 01 03 00 00  09 24 03 06 01 01 01 05 00
    09 04 01 00 00 01 02 00 00  09 04 01 01 01 01 02 00 00  07 24 01 01 01 01 00
    0e 24 02 01 02 02 10 02 00 7d 00 80 bb 00  09 05 01 09 c4 00 01 00 00  07 25 01 01 00 00 00
    09 04 02 00 00 01 02 00 00  09 04 02 01 01 01 02 00 00  07 24 01 06 01 01 00
    0e 24 02 01 01 02 10 02 80 3e 00 80 bb 00  09 05 82 05 62 00 01 00 00  07 25 01 01 00 00 00
    09 04 03 00 02 03 00 00 00  09 21 11 01 00 01 22 ab 00
    07 05 84 03 40 00 05  07 05 03 03 40 00 05`),
} as const;

/** CherryUSB's CDC demonstration, ffff:ffff, as it logged its own enumeration. */
export const CHERRY = {
  device: bytes('12 01 00 02 ef 02 01 40 ff ff ff ff 00 01 01 02 03 01'),
  configuration: bytes(`
    09 02 4b 00 02 01 00 80 32  08 0b 00 02 02 02 01 00  09 04 00 00 01 02 02 01 02
    05 24 00 10 01  05 24 01 00 01  04 24 02 02  05 24 06 00 01  07 05 83 03 08 00 0a
    09 04 01 00 02 0a 00 00 00  07 05 02 02 40 00 00  07 05 81 02 40 00 00`),
  product: bytes(`
    26 03 43 00 68 00 65 00 72 00 72 00 79 00 55 00 53 00 42 00 20 00 43 00 44 00 43 00 20 00
    44 00 45 00 4d 00 4f 00`),
} as const;

/**
 * An ultrasound probe behind a Cypress FX2 of one interface with four settings: kelu124/pyusbus
 * docs/interson/Interson.md, written as bytes from the listing there.
 */
export const FX2 = {
  configuration: bytes(`
    09 02 ab 00 01 01 00 80 32  09 04 00 00 00 ff ff ff 00
    09 04 00 01 06 ff ff ff 00  07 05 01 02 00 02 00  07 05 81 02 00 02 00  07 05 02 02 00 02 00
    07 05 04 02 00 02 00  07 05 86 02 00 02 00  07 05 88 02 00 02 00
    09 04 00 02 06 ff ff ff 00  07 05 01 03 40 00 01  07 05 81 03 40 00 01  07 05 02 03 00 02 01
    07 05 04 02 00 02 00  07 05 86 03 00 02 01  07 05 88 02 00 02 00
    09 04 00 03 06 ff ff ff 00  07 05 01 03 40 00 01  07 05 81 03 40 00 01  07 05 02 01 00 02 01
    07 05 04 02 00 02 00  07 05 86 01 00 02 01  07 05 88 02 00 02 00`),
} as const;
