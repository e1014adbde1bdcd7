import {
  LinkNotFoundError,
  NotAFobError,
  PermissionError,
  PortBusyError,
  TransportError,
  UDEV_ADVICE,
} from '../errors.ts';

interface Rule {
  /** What hidapi says: sentences of the operating system, and no codes but IOKit's. */
  readonly pattern: RegExp;
  make(url: string, cause: Error): TransportError;
}

const RULES: readonly Rule[] = [
  {
    pattern: /exclusive access|busy|used by another process|sharing violation|0xE00002C5/i,
    make: (url, cause) => new PortBusyError(url, { cause }),
  },
  {
    pattern: /permission denied|not permitted|access is denied|0xE00002E2/i,
    make: (url, cause) => new PermissionError(url, UDEV_ADVICE, { cause }),
  },
  {
    pattern: /not a HIDRAW device|inappropriate ioctl|is a directory/i,
    make: (url, cause) => new NotAFobError(url, 'this is not even a HID device.', { cause }),
  },
  {
    pattern: /no such (?:file|device)|cannot find|not found/i,
    make: (url, cause) =>
      new LinkNotFoundError(url, 'there is no such HID device. Is the fob plugged in?', { cause }),
  },
];

/** What node-hid's failure to open a device means to the user. */
export function hidOpenError(url: string, cause: unknown): TransportError {
  const error = cause instanceof Error ? cause : new Error(String(cause));
  const rule = RULES.find(({ pattern }) => pattern.test(error.message));
  if (rule !== undefined) return rule.make(url, error);
  const why = `the HID device does not open (${error.message})`;
  return new TransportError('link-failed', url, why, { cause: error });
}
