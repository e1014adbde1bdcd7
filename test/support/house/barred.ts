/** Names that a folder may not use, each with what to use instead. */
export type Barred = Readonly<Record<string, string>>;

const NO_CLOCK = 'No clock here: take ticks as an argument, or ask Env.rtc.';
const NO_TIMER = 'No timers here: a timer is a value that is asked whether it has elapsed.';
const NO_IO = 'No I/O here: return data, or take a port as an argument.';
const NO_ENVIRONMENT = 'No environment here: take what is needed as an argument.';

/** Globals that protocol/ and the inside of firmware-sim/ may not use. */
export const SANDBOX_GLOBALS: Barred = {
  Date: NO_CLOCK,
  performance: NO_CLOCK,
  Intl: 'Differs between engines and machines: write the digits yourself.',
  setTimeout: NO_TIMER,
  setInterval: NO_TIMER,
  setImmediate: NO_TIMER,
  clearTimeout: NO_TIMER,
  clearInterval: NO_TIMER,
  clearImmediate: NO_TIMER,
  queueMicrotask: NO_TIMER,
  Buffer: 'Use Uint8Array and protocol/bytes.',
  TextEncoder: 'Use protocol/bytes/utf8.ts.',
  TextDecoder: 'Use protocol/bytes/utf8.ts.',
  crypto: 'Take the primitives (ChannelPrimitives) or a generator (RngPort) as an argument.',
  process: NO_ENVIRONMENT,
  navigator: NO_ENVIRONMENT,
  window: NO_ENVIRONMENT,
  document: NO_ENVIRONMENT,
  globalThis: NO_ENVIRONMENT,
  console: NO_IO,
  fetch: NO_IO,
  WebSocket: NO_IO,
  require: 'Use import.',
};

/** Properties that protocol/ and the inside of firmware-sim/ may not use. */
export const SANDBOX_PROPERTIES: Barred = {
  'Math.random': 'Take a seeded generator (RngPort) as an argument.',
};

const ROUNDED_BY_ENGINE =
  'acos acosh asin asinh atan atan2 atanh cbrt cos cosh exp expm1 hypot log log10 log1p log2 pow sin sinh tan tanh';

/** Properties whose last bit differs between engines: the inside of firmware-sim/ is exact. */
export const INEXACT_PROPERTIES: Barred = Object.fromEntries(
  ROUNDED_BY_ENGINE.split(' ').map((name) => [
    `Math.${name}`,
    'Differs between engines: physics uses integers, + − × ÷ and Math.sqrt, or a table.',
  ]),
);

export const INEXACT_OPERATOR =
  '** differs between engines: multiply, or look the power up in a table.';

const HOST_CLOCK = 'Take a clock as an argument; host/client/system-clock.ts is the one adapter.';

/** What host/ may use only in `CLOCK_FOLDERS`. */
export const HOST_GLOBALS: Barred = {
  setTimeout: HOST_CLOCK,
  setInterval: HOST_CLOCK,
};

export const HOST_PROPERTIES: Barred = {
  'Date.now': HOST_CLOCK,
  'performance.now': HOST_CLOCK,
  'Math.random': 'Use node:crypto, or take a seeded generator as an argument.',
};

export const HOST_NEW_DATE = HOST_CLOCK;

const NO_NODE = 'This runs in a browser too: what is of Node is in host/client/node/.';

/** What host/client may use only in node/. */
export const PLATFORM_GLOBALS: Barred = {
  Buffer: NO_NODE,
  process: NO_NODE,
  require: NO_NODE,
  setImmediate: NO_NODE,
};

/** The places in host/ that read the clock: the CLI and the one adapter; links take it from there. */
export const CLOCK_FOLDERS: readonly string[] = [
  'host/client/system-clock.ts',
  'host/bank/app/phone/phone-clock.ts',
  'host/cli',
];
