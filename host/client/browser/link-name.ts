const numbers = new WeakMap<object, number>();
let last = 0;

/** A URL for a device that the browser tells no name of: `webhid:1`, the same while the page lives. */
export function nameOf(scheme: 'webhid' | 'webserial' | 'webusb', device: object): string {
  const number = numbers.get(device) ?? ++last;
  numbers.set(device, number);
  return `${scheme}:${String(number)}`;
}
