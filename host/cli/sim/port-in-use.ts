import type { SimRecord } from '@fobkit/emulator/sims';
import { type CliError, noFob } from '../program/cli-error.ts';
import { runningSimsOrNone } from './sims.ts';

/** What stands in the error of a server whose address is taken (Node.js). */
const TAKEN = /EADDRINUSE: address already in use (\S+):(\d+)/;

const EVERYWHERE: readonly string[] = ['0.0.0.0', '::'];

/** Tells whose an address is that a plug wanted; undefined when the error is another one. */
export async function portInUse({ message }: CliError): Promise<CliError | undefined> {
  const [, host, port] = TAKEN.exec(message) ?? [];
  if (host === undefined || port === undefined) return undefined;
  const where = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  const holders = (await runningSimsOrNone()).filter((sim) => isAt(sim, host, port));
  const who = holders.length === 0 ? 'another program' : whose(holders);
  const mend = 'name another port, or 0 for any free one';
  return noFob('port-in-use', `${where}: address already in use by ${who}: ${mend}`);
}

function whose([first, ...others]: readonly SimRecord[]): string {
  const more = others.length === 0 ? '' : ` and ${String(others.length)} more`;
  return `emulated fob ${first?.deviceId ?? ''}${more} (process ${String(first?.pid)})`;
}

function isAt({ links, usb = [] }: SimRecord, host: string, port: string): boolean {
  return [...links, ...usb].some((url) => {
    const [, theirs = '', theirPort] =
      /^(?:tcp|usbip|usbredir):(.+):(\d+)(?:\/.*)?$/.exec(url) ?? [];
    if (theirPort !== port) return false;
    const name = theirs.replace(/^\[|\]$/g, '');
    return name === host || EVERYWHERE.includes(name) || EVERYWHERE.includes(host);
  });
}
