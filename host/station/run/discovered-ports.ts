import {
  askDeviceId,
  type Candidate,
  type CandidateProvider,
  type DeviceEvent,
  type ProviderFault,
  type Trigger,
  watchDevices,
} from '@fobkit/client';
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
  const known = new Map<string, Map<string, DiscoveredPort>>();
  const events = watchDevices({
    providers,
    clock: env.clock,
    pollMs,
    identify: ({ url }) => askDeviceId(env, linkTo(url), signal),
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

async function* told(
  options: DiscoveredPortsOptions,
  { type, deviceId, links }: DeviceEvent,
  known: Map<string, Map<string, DiscoveredPort>>,
): AsyncGenerator<PortEvent> {
  const before = known.get(deviceId) ?? new Map<string, DiscoveredPort>();
  const now = new Map<string, DiscoveredPort>();
  const groups = type === 'left' ? [] : groupLinks(links, await portsOf(options, links));
  for (const group of groups) {
    const port = before.get(group.name) ?? new DiscoveredPort(options, group);
    port.links = group.links;
    now.set(group.name, port);
  }
  if (now.size === 0) known.delete(deviceId);
  else known.set(deviceId, now);
  for (const name of before.keys()) if (!now.has(name)) yield { kind: 'left', port: name };
  for (const [name, port] of now) if (!before.has(name)) yield { kind: 'arrived', port };
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
  links: PortLinks['links'];
  readonly #ways: WaysIn;

  constructor(ways: WaysIn, { name, links }: PortLinks) {
    this.name = name;
    this.links = links;
    this.#ways = ways;
  }

  connect(signal: AbortSignal): ReturnType<StationPort['connect']> {
    return connectAny(this.#ways, this, signal);
  }
}
