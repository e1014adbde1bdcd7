import { InvalidArgumentError } from 'commander';

export interface TcpAddress {
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
}

/** `HOST:PORT`, `[::1]:PORT`; `:PORT` and `PORT` of this machine alone. @throws InvalidArgumentError */
export function parseTcpAddress(text: string): TcpAddress {
  const match = /^(?:(?:\[([^\]]+)\]|([^:[\]]*)):)?(\d{1,5})$/.exec(text);
  const port = Number(match?.[3] ?? Number.NaN);
  if (match === null || !(port <= 65_535)) {
    throw new InvalidArgumentError('An address is written HOST:PORT, PORT or [::1]:PORT.');
  }
  const host = match[1] ?? match[2] ?? '';
  return { host: host === '' ? '127.0.0.1' : host, port };
}

/** Whether only this machine reaches the address. */
export function isLoopback({ host }: TcpAddress): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host);
}
