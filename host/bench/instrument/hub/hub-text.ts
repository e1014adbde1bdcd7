/** One port as uhubctl 2.5 tells it: `  Port 3: 0303 power lowspeed enable connect [1bcf:0005 …]`. */
export interface HubPortText {
  readonly port: number;
  readonly power: boolean;
  readonly connected: boolean;
  /** The words of its status. */
  readonly words: readonly string[];
}

/** One hub of its output. A USB 3 hub is told as two. */
export interface HubText {
  /** `Current` before an action, `New` after it. */
  readonly when: 'Current' | 'New';
  readonly location: string;
  /** In brackets: `0bda:5411 Generic 4-Port USB 2.0 Hub, USB 2.10, 4 ports, ppps`. */
  readonly description: string;
  /** Whether each port has its own switch, all have one, or there is none. */
  readonly switching: 'ppps' | 'ganged' | 'nops' | 'unknown';
  readonly ports: readonly HubPortText[];
}

const MOST_CHARACTERS = 65_536;
const HEAD = /^(Current|New) status for hub (\S{1,40}) \[(.*)\]\s*$/;
const PORT = /^\s+Port (\d{1,2}): ([0-9a-f]{4})((?: [A-Za-z0-9.]+)*)(?: \[.*\])?\s*$/;

/** The hubs in what uhubctl printed; lines that are neither a hub nor a port are passed over. */
export function parseHubText(text: string): readonly HubText[] {
  const hubs: (HubText & { readonly ports: HubPortText[] })[] = [];
  for (const line of text.slice(0, MOST_CHARACTERS).split('\n')) {
    const [, when, location, description] = HEAD.exec(line) ?? [];
    if ((when === 'Current' || when === 'New') && location !== undefined) {
      hubs.push({
        when,
        location,
        description: description ?? '',
        switching: switchingOf(description),
        ports: [],
      });
      continue;
    }
    const port = portOf(line);
    if (port !== undefined) hubs.at(-1)?.ports.push(port);
  }
  return hubs;
}

function portOf(line: string): HubPortText | undefined {
  const [, port, , said = ''] = PORT.exec(line) ?? [];
  if (port === undefined) return undefined;
  const words = said
    .trim()
    .split(' ')
    .filter((word) => word !== '');
  // USB 3 ports tell `off` or their link state; either way the word power is there when they have it.
  return {
    port: Number(port),
    power: words.includes('power'),
    connected: words.includes('connect'),
    words,
  };
}

function switchingOf(description = ''): HubText['switching'] {
  const last = description.slice(description.lastIndexOf(',') + 1).trim();
  return last === 'ppps' || last === 'ganged' || last === 'nops' ? last : 'unknown';
}
