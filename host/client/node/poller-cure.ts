const FIRST_STALLING_NODE = 26;
const EVENTS = ['readable', 'writable', 'disconnect'] as const;

interface Poller {
  on(event: (typeof EVENTS)[number], listener: () => void): unknown;
}

/**
 * On Node 26 the promises that serialport's native poller settles run late: its callback enters
 * JavaScript without a callback scope (serialport/node-serialport#3148). An immediate makes the
 * event loop turn. Other platforms and bindings have no poller.
 */
export function cureStall(port: unknown): void {
  const major = Number.parseInt(process.versions.node, 10);
  if (process.platform !== 'linux' || major < FIRST_STALLING_NODE) return;
  const poller = pollerOf(port);
  if (poller === undefined) return;
  for (const event of EVENTS) {
    poller.on(event, () => {
      setImmediate(() => undefined);
    });
  }
}

function pollerOf(port: unknown): Poller | undefined {
  if (typeof port !== 'object' || port === null || !('poller' in port)) return undefined;
  return isPoller(port.poller) ? port.poller : undefined;
}

function isPoller(value: unknown): value is Poller {
  return (
    typeof value === 'object' && value !== null && 'on' in value && typeof value.on === 'function'
  );
}
