import { InvalidArgumentError } from 'commander';

/** A device id in lower case. @throws InvalidArgumentError */
export function parseDeviceId(text: string): string {
  if (!/^[0-9a-f]{16}$/i.test(text)) {
    throw new InvalidArgumentError('A device id has 16 hex digits; fob list tells them.');
  }
  return text.toLowerCase();
}
