import { PortBusyError, TransportError } from '../errors.ts';

/** What a browser's refusal to open a device means to the user; it does not tell why. */
export function browserOpenError(url: string, cause: unknown): TransportError {
  const { name, message } = cause instanceof Error ? cause : { name: '', message: String(cause) };
  if (name === 'InvalidStateError') return new PortBusyError(url, { cause });
  return new TransportError(
    'link-failed',
    url,
    `the browser does not open it (${message}). Another program may have it, or you may not open ` +
      'it: on Linux, fob doctor tells how to install the udev rules of fobkit.',
    { cause },
  );
}
