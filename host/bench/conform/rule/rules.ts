/** A numbered rule of docs/protocol, and the section in which it stands. */
export interface Rule {
  readonly id: string;
  readonly section: string;
}

const SECTIONS: readonly (readonly [string, readonly string[]])[] = [
  ['1.1 Reports', ['HID-1', 'HID-2', 'HID-3', 'HID-4']],
  ['1.2 Packets', ['HID-5', 'HID-6', 'HID-7', 'HID-8']],
  ['1.3 Channels', ['HID-9', 'HID-10', 'HID-11']],
  ['1.4 Transactions', ['HID-12', 'HID-13', 'HID-14']],
  ['1.5 INIT', ['HID-15', 'HID-16', 'HID-17', 'HID-18']],
  [
    '1.6 Commands',
    ['HID-19', 'HID-20', 'HID-21', 'HID-22', 'HID-23', 'HID-24', 'HID-25', 'HID-26', 'HID-27'],
  ],
  ['1.7 Errors', ['HID-28']],
  ['1.8 The host', ['HID-29', 'HID-30', 'HID-31', 'HID-32', 'HID-33']],
  ['2.1 Frames', ['SER-1', 'SER-2', 'SER-3', 'SER-4', 'SER-5']],
  ['2.2 COBS', ['SER-6', 'SER-7', 'SER-8']],
  ['2.3 Sending', ['SER-9', 'SER-10']],
  ['2.4 Receiving', ['SER-11', 'SER-12', 'SER-13', 'SER-14', 'SER-15', 'SER-16']],
  ['3.1 The CBOR that is used', ['MSG-1', 'MSG-2', 'MSG-3', 'MSG-4', 'MSG-5', 'MSG-6', 'MSG-7']],
  ['3.2 Envelopes', ['MSG-8', 'MSG-9', 'MSG-10', 'MSG-11', 'MSG-12', 'MSG-13']],
  ['3.3 Maps and fields', ['MSG-14', 'MSG-15', 'MSG-16', 'MSG-17', 'MSG-18', 'MSG-19']],
  ['3.4 How a fob answers', ['MSG-20', 'MSG-21', 'MSG-22', 'MSG-23', 'MSG-24', 'MSG-25']],
  ['3.5 Statuses', ['MSG-26', 'MSG-27']],
  ['3.6 Repeated requests', ['MSG-28', 'MSG-29', 'MSG-30', 'MSG-31']],
  ['3.7 Versions', ['MSG-32', 'MSG-33', 'MSG-34', 'MSG-35', 'MSG-36', 'MSG-37', 'MSG-38']],
  ['3.8 CDDL', ['MSG-39', 'MSG-40']],
  ['4.1 The states', ['LIFE-1', 'LIFE-2', 'LIFE-3', 'LIFE-4', 'LIFE-5', 'LIFE-6']],
  ['4.2 Turns', ['LIFE-7', 'LIFE-8', 'LIFE-9', 'LIFE-10']],
  ['4.3 What a fob does in each state', ['LIFE-11', 'LIFE-12', 'LIFE-13', 'LIFE-14', 'LIFE-15']],
  ['4.4 Damage', ['LIFE-16', 'LIFE-17', 'LIFE-18', 'LIFE-19', 'LIFE-20']],
  ['5.1 Primitives', ['§5.1.1', '§5.1.2', '§5.1.3', '§5.1.4', '§5.1.5']],
  ['5.2 Transport keys', ['§5.2.1', '§5.2.2', '§5.2.3', '§5.2.4', '§5.2.5']],
  ['5.3 Prologue', ['§5.3.1', '§5.3.2']],
  ['5.4 OpenChannel', ['§5.4.1', '§5.4.2', '§5.4.3', '§5.4.4', '§5.4.5', '§5.4.6', '§5.4.7']],
  ['5.5 Sealed', ['§5.5.1', '§5.5.2', '§5.5.3', '§5.5.4', '§5.5.5', '§5.5.6']],
  ['5.6 Life of a channel', ['§5.6.1', '§5.6.2', '§5.6.3', '§5.6.4', '§5.6.5']],
  ['5.7 Attempts', ['§5.7.1', '§5.7.2', '§5.7.3', '§5.7.4', '§5.7.5']],
  ['5.8 Key rotation', ['§5.8.1', '§5.8.2', '§5.8.3', '§5.8.4', '§5.8.5']],
  ['5.9 Key check', ['§5.9.1', '§5.9.2', '§5.9.3', '§5.9.4']],
  ['6.0 The catalogue', ['CMD-1', 'CMD-2', 'CMD-3', 'CMD-4']],
  ['6.1 GetInfo', ['CMD-5', 'CMD-6']],
  ['6.2 GetStatus', ['CMD-7', 'CMD-8']],
  ['6.3 ReadCode', ['CMD-9', 'CMD-10', 'CMD-11', 'CMD-12', 'CMD-13', 'CMD-14', 'CMD-15']],
  ['6.4 ReadDisplay', ['CMD-16', 'CMD-17']],
  ['6.5 SelfTest', ['CMD-18']],
  ['6.6 Wink', ['CMD-19']],
  ['6.7 OpenChannel and Sealed', ['CMD-20']],
  ['6.8 LoadSeed', ['CMD-21', 'CMD-22', 'CMD-23', 'CMD-24']],
  ['6.9 SetClock', ['CMD-25', 'CMD-26', 'CMD-27', 'CMD-28', 'CMD-29', 'CMD-30']],
  ['6.10 TrimClock', ['CMD-31', 'CMD-32']],
  ['6.11 RotateTransportKey', ['CMD-33']],
  ['6.12 KeyCheck', ['CMD-34', 'CMD-35']],
  ['6.13 Wipe', ['CMD-36', 'CMD-37', 'CMD-38', 'CMD-39', 'CMD-40']],
  ['7.1 Parameters', ['CODE-1', 'CODE-2']],
  ['7.2 The code of a counter (HOTP)', ['CODE-3', 'CODE-4', 'CODE-5']],
  ['7.3 Digits', ['CODE-6', 'CODE-7']],
  ['7.4 The code of a time (TOTP)', ['CODE-8', 'CODE-9', 'CODE-10']],
  [
    '7.5 The response to a challenge (OCRA)',
    ['CODE-11', 'CODE-12', 'CODE-13', 'CODE-14', 'CODE-15', 'CODE-16', 'CODE-17', 'CODE-18'],
  ],
  ['7.6 Suites', ['CODE-19', 'CODE-20', 'CODE-21']],
  ['7.7 otpauth: URIs', ['CODE-22', 'CODE-23', 'CODE-24', 'CODE-25', 'CODE-26']],
  ['8.1 The device', ['USB-1', 'USB-2', 'USB-3', 'USB-4', 'USB-5']],
  ['8.2 Interfaces and endpoints', ['USB-6', 'USB-7', 'USB-8', 'USB-9', 'USB-10', 'USB-11']],
  ['8.3 Descriptors', ['USB-12', 'USB-13', 'USB-14', 'USB-15', 'USB-16']],
  ['8.4 Requests', ['USB-17', 'USB-18', 'USB-19', 'USB-20', 'USB-21', 'USB-22']],
  ['8.5 Links', ['USB-23', 'USB-24', 'USB-25', 'USB-26', 'USB-27', 'USB-28']],
  ['8.6 Halts', ['USB-29', 'USB-30', 'USB-31']],
  ['8.7 Suspend, power and unplugging', ['USB-32', 'USB-33', 'USB-34']],
  ['8.8 The host', ['USB-35', 'USB-36']],
];

/** Every rule, in the order of the pages; a rule of page 5 by its place, `§5.4.3`. */
export const RULES: readonly Rule[] = SECTIONS.flatMap(([section, ids]) =>
  ids.map((id) => ({ id, section })),
);

const byId = new Map(RULES.map(({ id, section }) => [id, section]));

/** Number and title of the section of a rule; empty for an id that no page has. */
export function sectionOf(id: string): string {
  return byId.get(id) ?? '';
}
