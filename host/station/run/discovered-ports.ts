import {
  askDeviceId,
  type Candidate,
  type CandidateProvider,
  type DeviceEvent,
  type ProviderFault,
  type Trigger,
  watchDevices,
} from '@fobkit/client';
import { type AskAt, holdersOfPaths } from './claimed-paths.ts';
import { connectAny, type WaysIn } from './connect-any.ts';
import { groupLinks, type PortLinks } from './group-links.ts';
import type { PortEvent, PortSource, StationPort } from './port.ts';
import { usbPortName } from './usb-port-name.ts';

export interface DiscoveredPortsOptions extends WaysIn {
  /** What is plugged in: `machineCandidates()` of @fobkit/client/node, emulated fobs. */
  readonly providers: readonly CandidateProvider[];
  /** Milliseconds from one look to the next; 500 if absent. */
  readonly pollMs?: number;
  readonly triggers?: readonly Trigger[];
  /** The port that a link goes through, as it is written on the hub; of /sys if absent. */
  readonly portOf?: (candidate: Candidate) => Promise<string | undefined>;
  readonly onFault?: (fault: ProviderFault) => void;
}

const POLL_MS = 500;

/**
 * The ports of every hub of this machine, as fobs are found at them. A fob is one however many
 * links it has; two that tell the same device id are two, each at its own port.
 */
export function discoveredPorts(options: DiscoveredPortsOptions): PortSource {
  return { watch: (signal) => watch(options, signal) };
}

async function* watch(
  options: DiscoveredPortsOptions,
  signal: AbortSignal,
): AsyncGenerator<PortEvent> {
  const { providers, env, linkTo, pollMs = POLL_MS, triggers, onFault } = options;
  const known = new Map<string, DiscoveredPort>();
  const identify: AskAt = ({ url }) => askDeviceId(env, linkTo(url), signal);
  const events = watchDevices({
    providers: providers.map((provider) => holdersOfPaths(provider, identify)),
    clock: env.clock,
    pollMs,
    identify,
    ...(triggers === undefined ? {} : { triggers }),
    ...(onFault === undefined ? {} : { onFault }),
    signal,
  });
  try {
    for await (const event of events) yield* told(options, event, known);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/**
 * A name is one fob's at a time: who is found there last has it, since what is known of the one
 * before may be told later.
 */
async function* told(
  options: DiscoveredPortsOptions,
  { type, deviceId, links }: DeviceEvent,
  known: Map<string, DiscoveredPort>,
): AsyncGenerator<PortEvent> {
  const groups = type === 'left' ? [] : groupLinks(links, await portsOf(options, links));
  const names = new Set(groups.map(({ name }) => name));
  for (const [name, port] of known) {
    if (port.deviceId !== deviceId || names.has(name)) continue;
    known.delete(name);
    yield { kind: 'left', port: name };
  }
  for (const group of groups) {
    const { name } = group;
    const before = known.get(name);
    if (before?.deviceId === deviceId) {
      before.links = group.links;
      continue;
    }
    if (before !== undefined) yield { kind: 'left', port: name };
    const port = new DiscoveredPort(options, deviceId, group);
    known.set(name, port);
    yield { kind: 'arrived', port };
  }
}

async function portsOf(
  { portOf = ({ url }) => usbPortName(url) }: DiscoveredPortsOptions,
  links: readonly Candidate[],
): Promise<ReadonlyMap<string, string>> {
  const ports = new Map<string, string>();
  for (const link of links) {
    const port = await portOf(link);
    if (port !== undefined) ports.set(link.url, port);
  }
  return ports;
}

/** USB brings the links of a fob one by one, and it is reached by the best that is there. */
class DiscoveredPort implements StationPort {
  readonly name: string;
  readonly deviceId: string;
  links: PortLinks['links'];
  readonly #ways: WaysIn;

  constructor(ways: WaysIn, deviceId: string, { name, links }: PortLinks) {
    this.name = name;
    this.deviceId = deviceId;
    this.links = links;
    this.#ways = ways;
  }

  connect(signal: AbortSignal): ReturnType<StationPort['connect']> {
    return connectAny(this.#ways, this, signal);
  }
}
