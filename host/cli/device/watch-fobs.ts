import { askDeviceId, type DeviceEvent, watchDevices } from '@fobkit/client';
import { linkTo, nodeClock, nodeEnv } from '@fobkit/client/node';
import type { Cli } from '../program/cli.ts';
import { everyCandidate } from './link-of.ts';
import { tellFaults } from './tell-found.ts';

/** Nothing that every system has tells of a fob that is plugged in. */
const LOOK_MS = 500;

export interface FobWatch {
  readonly json: boolean;
  /** Events; endless if absent. */
  readonly count: number | undefined;
}

/** Tells of fobs that arrive and leave, until Ctrl-C or until nobody reads any more. */
export async function watchFobs(cli: Cli, { json, count }: FobWatch): Promise<void> {
  const signal = AbortSignal.any([cli.signal, cli.out.readerLeft]);
  const faulty = new Set<string>();
  const events = watchDevices({
    providers: everyCandidate(),
    clock: nodeClock,
    pollMs: LOOK_MS,
    identify: ({ url }) => askDeviceId(nodeEnv, linkTo(url), signal),
    onFault(fault) {
      if (!faulty.has(fault.provider)) tellFaults(cli, fault);
      faulty.add(fault.provider);
    },
    signal,
  });
  let told = 0;
  try {
    for await (const event of events) {
      if (json) cli.out.json(toJson(event));
      else cli.out.print(toText(event));
      if (++told === count) return;
    }
  } catch (error) {
    if (!cli.out.readerLeft.aborted || cli.signal.aborted) throw error;
  }
}

function toJson({ type, deviceId, links }: DeviceEvent): Record<string, unknown> {
  const description = links.find((link) => link.description !== undefined)?.description ?? null;
  return { event: type, deviceId, description, links: links.map(({ url }) => url) };
}

/** `arrived  0102030405060708  hid:/dev/hidraw0 serial:/dev/ttyACM0`. */
function toText({ type, deviceId, links }: DeviceEvent): string {
  return `${type.padEnd(7)}  ${deviceId}  ${links.map(({ url }) => url).join(' ')}`;
}
