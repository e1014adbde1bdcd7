import {
  formatNitrokeySlot,
  type NitrokeySlot,
  parseNitrokeySlot,
  UsageError,
} from '@fobkit/protocol';

/** Where a Nitrokey is reached, and which of its slots is meant. */
export interface NitrokeyUrl {
  /** Its HID device, as node-hid lists it: `/dev/hidraw0` on Linux. */
  readonly path?: string;
  /** The number of its smart card: hex digits without the zeros in front. */
  readonly serial?: string;
  readonly slot?: NitrokeySlot;
}

export const NITROKEY_SCHEME = 'nitrokey:';

export function isNitrokeyUrl(url: string): boolean {
  return url.startsWith(NITROKEY_SCHEME);
}

/**
 * Reads `nitrokey:/dev/hidraw0`, `nitrokey:5f11` (the number of its card, zeros in front or not),
 * or `nitrokey:` for the only one at hand; `#totp0` behind any of them names a slot.
 *
 * @throws UsageError that says which part is wrong.
 */
export function parseNitrokeyUrl(url: string): NitrokeyUrl {
  if (!isNitrokeyUrl(url)) throw wrong(url, `it must begin with ${NITROKEY_SCHEME}`);
  const rest = url.slice(NITROKEY_SCHEME.length);
  // A path of Windows has # in it too: only what looks like a slot is one.
  const [, place = '', slotText] = /^(.*?)(?:#([a-z]+\d*))?$/i.exec(rest) ?? [];
  const slot = slotText === undefined ? {} : { slot: slotOf(url, slotText) };
  if (place === '') return slot;
  if (/^[0-9a-f]{1,24}$/i.test(place)) return { serial: bareSerial(place), ...slot };
  if (/[\\/:]/.test(place)) return { path: place, ...slot };
  throw wrong(url, "the number of its card is in hex, a device's path has slashes");
}

export function formatNitrokeyUrl({ path, serial, slot }: NitrokeyUrl): string {
  const at = slot === undefined ? '' : `#${formatNitrokeySlot(slot)}`;
  return `${NITROKEY_SCHEME}${path ?? serial ?? ''}${at}`;
}

/** A serial number as it is compared: USB tells it with 16 zeros in front, labels with none. */
export function bareSerial(serial: string): string {
  return serial.toLowerCase().replace(/^0+(?=.)/, '');
}

function slotOf(url: string, text: string): NitrokeySlot {
  try {
    return parseNitrokeySlot(text.toLowerCase());
  } catch (cause) {
    if (!(cause instanceof UsageError)) throw cause;
    throw wrong(url, cause.message);
  }
}

function wrong(url: string, why: string): UsageError {
  return new UsageError(`device ${url}: ${why}`);
}
