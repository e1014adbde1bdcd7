import {
  LinkNotFoundError,
  PermissionError,
  PortBusyError,
  TransportError,
  UDEV_ADVICE,
} from '../errors.ts';

/** What a transfer that was rejected means to the one who wanted it. */
export type TransferFault = 'timeout' | 'stall' | 'gone' | 'other';

const GONE = /disconnected|no such device|(?<!endpoint )not found|unavailable|\berrno (?:2|19)\b/i;

/** Browsers name their errors, npm `usb` writes `transferIn error: Stall`. */
export function transferFault(cause: unknown): TransferFault {
  const { name, message } = described(cause);
  if (/cancelled|timed? ?out/i.test(message)) return 'timeout';
  if (/\bstall/i.test(message)) return 'stall';
  return name === 'NotFoundError' || GONE.test(message) ? 'gone' : 'other';
}

/** What the failure to open a device or to claim its interface means to the user. */
export function usbOpenError(url: string, cause: unknown): TransportError {
  const { name, message } = described(cause);
  if (/busy|unable to claim|in use|\berrno 16\b/i.test(message)) {
    return new PortBusyError(url, { cause });
  }
  if (
    name === 'SecurityError' ||
    /permission denied|access denied|not permitted|\berrno (?:1|13)\b/i.test(message)
  ) {
    return new PermissionError(url, UDEV_ADVICE, { cause });
  }
  if (name === 'NotFoundError' || GONE.test(message)) return notPlugged(url, cause);
  return new TransportError('link-failed', url, `the device does not open (${message})`, { cause });
}

export function notPlugged(url: string, cause?: unknown): LinkNotFoundError {
  return new LinkNotFoundError(url, 'there is no such USB device. Is the fob plugged in?', {
    cause,
  });
}

function described(cause: unknown): { readonly name: string; readonly message: string } {
  return cause instanceof Error ? cause : { name: '', message: String(cause) };
}
