const HOST = 'it binds the host; the tests of @fobkit/client hold it';
const PAPER = 'it says how the pages are written and binds nobody';
const INSIDE = 'it is about what the fob does inside, which no wire shows';
const CUT =
  'it takes a power cut between two writes of flash: the power-cut sweep of a scenario does that';
const ROT = 'it takes flash cells that lose what they hold, which no hand can make';
const WORN = 'it takes worn-out flash, which no hand can make';
const OTPAUTH = 'it is about a form of host software, which a fob never sees';

/**
 * Why no host can check a rule from outside, or not all of it. Every other rule has a check; a test
 * holds that.
 */
export const EXEMPT: ReadonlyMap<string, string> = new Map([
  ['HID-29', HOST],
  ['HID-30', HOST],
  ['HID-31', HOST],
  ['HID-32', HOST],
  ['HID-33', HOST],
  ['SER-10', 'it binds the host; a fob only SHOULD send a 0x00 first, and is passed either way'],
  ['MSG-11', HOST],
  ['MSG-12', HOST],
  ['MSG-19', PAPER],
  ['MSG-25', 'it takes a part that measures what its field does not hold, or a mistake inside'],
  ['MSG-27', HOST],
  ['MSG-31', HOST],
  ['MSG-33', PAPER],
  ['MSG-37', HOST],
  ['MSG-39', PAPER],
  ['MSG-40', PAPER],
  ['LIFE-17', ROT],
  ['LIFE-18', ROT],
  ['LIFE-19', ROT],
  ['LIFE-20', ROT],
  ['§5.1.4', INSIDE],
  ['§5.4.5', HOST],
  ['§5.4.7', INSIDE],
  ['§5.5.6', HOST],
  ['§5.6.4', 'it takes 2^32 messages in one channel'],
  ['§5.8.2', HOST],
  ['§5.8.4', CUT],
  ['§5.8.5', HOST],
  ['CMD-8', WORN],
  ['CMD-29', CUT],
  ['CMD-35', ROT],
  ['CMD-37', INSIDE],
  ['CMD-40', WORN],
  ['CODE-15', 'no PIN reaches a fob by this protocol ([CMD-24])'],
  ['CODE-16', 'no session reaches a fob by this protocol ([CMD-24])'],
  ['CODE-21', 'no message tells a position; the fob answers bad-suite'],
  ['CODE-22', OTPAUTH],
  ['CODE-23', OTPAUTH],
  ['CODE-24', OTPAUTH],
  ['CODE-25', OTPAUTH],
  ['CODE-26', OTPAUTH],
  ['USB-5', HOST],
  ['USB-11', 'it allows a fob to send no notifications and binds the host to ignore them'],
  ['USB-25', 'operating systems read ahead: a check cannot leave packets unread on every driver'],
  ['USB-28', HOST],
  ['USB-31', HOST],
  ['USB-32', 'no program asks its operating system for a suspend at a given moment'],
  ['USB-35', HOST],
  ['USB-36', HOST],
]);
