import {
  type CompareOptions,
  CompareRules,
  delay,
  ReplayDevice,
  type ReplayReport,
  type Talk,
} from '@fobkit/client';
import { nodeClock } from '@fobkit/client/node';
import type { TcpAddress } from '../argument/tcp-address.ts';
import type { Cli } from '../program/cli.ts';
import { noFob } from '../program/cli-error.ts';

export interface ServeOptions extends CompareOptions {
  readonly tcp?: TcpAddress | true;
}

/** Time for the last answer to be read before the plug goes, and for a host that goes on to do so. */
const LINGER_MS = 500;

/**
 * Puts the fob of a talk on a pty or a TCP port until a host has said everything that was said to
 * it, or something else. `onOpen` is told the address.
 */
export async function serveHost(
  cli: Cli,
  talk: Talk,
  options: ServeOptions,
  onOpen: (link: string) => void,
): Promise<{ readonly link: string; readonly report: ReplayReport }> {
  const { openReplayPlug } = await import('@fobkit/emulator');
  const device = new ReplayDevice(talk, new CompareRules(options));
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  const { tcp } = options;
  const place =
    tcp === undefined
      ? ({ kind: 'pty' } as const)
      : ({ kind: 'tcp', ...(tcp === true ? {} : tcp) } as const);
  const plug = await openReplayPlug(device, place, () => {
    if (device.finished) resolve(undefined);
  }).catch((cause: unknown) => {
    const why = cause instanceof Error ? cause.message : 'unknown';
    throw noFob('no-plug', `the fob of the capture has no place: ${why}`);
  });
  try {
    onOpen(plug.url);
    cli.signal.addEventListener('abort', () => {
      reject(cli.signal.reason instanceof Error ? cli.signal.reason : new Error('aborted'));
    });
    cli.signal.throwIfAborted();
    await promise;
    await delay(nodeClock, LINGER_MS, cli.signal);
    return { link: plug.url, report: device.report };
  } finally {
    await plug.close();
  }
}
