import {
  discoveredPorts,
  fixedPorts,
  mergedPorts,
  type PortEvent,
  type PortSource,
} from '@fobkit/station';
import { existsSync } from 'node:fs';
import type { CandidateProvider } from '@fobkit/client';
import { nodeEnv } from '@fobkit/client/node';
import { everyCandidate, lazyLinkOf } from '../../device/link-of.ts';
import { usage } from '../../program/cli-error.ts';

/** How a port of a hub is called: `1-1.4`. */
const HUB_PORT = /^\d+-\d+(?:\.\d+)*$/;
const ADDRESS = /^(?:serial|hid|usb|tcp|sim):/;

/**
 * Where fobs are waited for: any port of any hub, or those that are named, by the port of a hub, the
 * path of a device or an address.
 */
export function portsOf(named: readonly string[], onFault: (text: string) => void): PortSource {
  const hubPorts = named.filter((name) => HUB_PORT.test(name));
  const urls = named.filter((name) => !HUB_PORT.test(name)).map(addressOf);
  const sources: PortSource[] = [];
  if (urls.length > 0) sources.push(fixedPorts({ urls, env: nodeEnv, linkTo: lazyLinkOf }));
  if (named.length === 0 || hubPorts.length > 0) {
    const found = discoveredPorts({
      providers: everyCandidate().map(pluggedIn),
      env: nodeEnv,
      linkTo: lazyLinkOf,
      onFault: ({ provider, error }) => {
        onFault(`${provider}: ${error instanceof Error ? error.message : String(error)}`);
      },
    });
    sources.push(named.length === 0 ? found : onlyAt(found, new Set(hubPorts)));
  }
  const [only, ...others] = sources;
  return only === undefined || others.length > 0 ? mergedPorts(sources) : only;
}

/** An emulated fob that was pulled off its pty is listed on, but the pty is gone. */
function pluggedIn(provider: CandidateProvider): CandidateProvider {
  return {
    name: provider.name,
    async candidates(signal) {
      const all = await provider.candidates(signal);
      return all.filter(({ url }) => {
        const path = /^serial:(\/dev\/pts\/\d+)$/.exec(url)?.[1];
        return path === undefined || existsSync(path);
      });
    },
  };
}

function addressOf(name: string): string {
  if (ADDRESS.test(name)) return name;
  if (name.startsWith('/dev/hidraw')) return `hid:${name}`;
  if (name.startsWith('/') || /^COM\d+$/i.test(name)) return `serial:${name}`;
  throw usage(
    `--port ${name}: the port of a hub (1-1.4), a path (/dev/ttyACM0) or an address (tcp:HOST:PORT)`,
  );
}

function onlyAt(source: PortSource, names: ReadonlySet<string>): PortSource {
  return { watch: (signal) => filtered(source.watch(signal), names) };
}

async function* filtered(
  events: AsyncIterable<PortEvent>,
  names: ReadonlySet<string>,
): AsyncGenerator<PortEvent> {
  for await (const event of events) {
    const name = event.kind === 'arrived' ? event.port.name : event.port;
    if (names.has(name)) yield event;
  }
}
