import {
  LinkNotFoundError,
  NotAFobError,
  PermissionError,
  PortBusyError,
  TransportError,
} from '../errors.ts';

interface Rule {
  /** What the binding says; it gives sentences of the operating system and no codes. */
  readonly pattern: RegExp;
  make(url: string, cause: Error): TransportError;
}

const GROUP_ADVICE =
  'Add yourself to the group dialout, or run: sudo usermod -aG dialout $USER (then log in again).';

const RULES: readonly Rule[] = [
  {
    pattern: /cannot lock port|resource busy|device or resource busy/i,
    make: (url, cause) => new PortBusyError(url, { cause }),
  },
  {
    // Windows has the same words for a port that is open elsewhere and lets everybody open one.
    pattern: /access denied/i,
    make: (url, cause) => new PortBusyError(url, { cause }),
  },
  {
    pattern: /permission denied|operation not permitted|EACCES|EPERM/i,
    make: (url, cause) => new PermissionError(url, GROUP_ADVICE, { cause }),
  },
  {
    pattern: /no such file|file not found|no such device|ENOENT|ENXIO|ENODEV/i,
    make: (url, cause) =>
      new LinkNotFoundError(url, 'there is no such port. Is the fob plugged in?', { cause }),
  },
  {
    pattern: /inappropriate ioctl|is a directory|not a typewriter|ENOTTY|EISDIR/i,
    make: (url, cause) => new NotAFobError(url, 'this is not even a serial port.', { cause }),
  },
];

/** What the binding's failure to open a port means to the user. */
export function serialOpenError(url: string, cause: unknown): TransportError {
  const error = cause instanceof Error ? cause : new Error('the port did not open', { cause });
  const rule = RULES.find(({ pattern }) => pattern.test(error.message));
  if (rule !== undefined) return rule.make(url, error);
  const why = `the port does not open (${error.message})`;
  return new TransportError('link-failed', url, why, { cause: error });
}
