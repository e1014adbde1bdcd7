import type { Candidate, CandidateProvider } from '../discovery/candidate.ts';
import { connectTrigger } from '../discovery/connect-trigger.ts';
import { askDeviceId } from '../discovery/identify.ts';
import type { DeviceEvent } from '../discovery/presence.ts';
import { watchDevices } from '../discovery/watch.ts';
import type { HostEnv } from '../host-env.ts';
import type { Link } from '../link.ts';
import { browserDevices } from './browser-devices.ts';
import { grantedFobs } from './granted-fobs.ts';
import { browserEnv } from './host-env.ts';
import type { RequestOptions } from './request-fob.ts';

export interface WatchFobsOptions extends RequestOptions {
  /** The browser's if absent. */
  readonly env?: HostEnv;
  readonly signal?: AbortSignal;
}

/** What happened to a fob that this page may use. */
export interface FobEvent extends Pick<DeviceEvent, 'type' | 'deviceId'> {
  /** Its links now, best first; of one that left, those that it had. */
  readonly links: readonly Link[];
}

/**
 * Tells of granted fobs that arrive and leave, by device id: first of those that are there. Fobs
 * on WebHID and Web Serial are opened once to be asked; one that this page has open already is
 * asked at the next event.
 */
export async function* watchFobs(options: WatchFobsOptions = {}): AsyncGenerator<FobEvent> {
  const { env = browserEnv, devices = browserDevices(), signal } = options;
  const links = new Map<string, Link>();
  const provider: CandidateProvider = {
    name: 'granted',
    async candidates() {
      const granted = await grantedFobs({ ...options, devices });
      return granted.map(({ link, deviceId }): Candidate => {
        links.set(link.url, link);
        return { url: link.url, ours: true, ...(deviceId === undefined ? {} : { deviceId }) };
      });
    },
  };
  const linkOf = ({ url }: Candidate): Link | readonly Link[] => links.get(url) ?? [];
  const events = watchDevices({
    providers: [provider],
    clock: env.clock,
    triggers: [devices.hid, devices.usb, devices.serial].flatMap((api) =>
      api === undefined ? [] : [connectTrigger(api)],
    ),
    identify: async (candidate) => {
      const link = links.get(candidate.url);
      return link === undefined ? undefined : await askDeviceId(env, link, signal);
    },
    ...(signal === undefined ? {} : { signal }),
  });
  for await (const { type, deviceId, links: candidates } of events) {
    yield { type, deviceId, links: candidates.flatMap(linkOf) };
  }
}
