import { InvalidArgumentError } from 'commander';

/** A device id in lower case; `sim:` before it is let pass. @throws InvalidArgumentError */
export function parseDeviceId(text: string): string {
  const id = /^(?:sim:)?([0-9a-f]{16})$/i.exec(text)?.[1];
  if (id === undefined) {
    throw new InvalidArgumentError('A device id has 16 hex digits; fob list tells them.');
  }
  return id.toLowerCase();
}
