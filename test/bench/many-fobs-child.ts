// Run by many-fobs.ts with --expose-gc; prints one line of JSON.
import {
  type Fob,
  type Profile,
  profiles,
  ticksToSeconds,
  type WireEnd,
} from '@fobkit/firmware-sim';
import {
  encodeSerialFrame,
  type FobStatus,
  getStatus,
  PROTOCOL_VERSION,
  replyEnvelope,
  requestEnvelope,
  SerialFrameParser,
} from '@fobkit/protocol';
import { loadedFob, usualLoad } from './fobs.ts';
import { otplibCode } from './oracle.ts';

const TICKS_PER_SECOND = 32_768;
const count = Number(process.argv[2]);
const minutes = Number(process.argv[3]);

interface Running {
  readonly n: number;
  readonly profile: Profile;
  readonly fob: Fob;
  readonly wire: WireEnd;
  /** What it answered and showed in the last minute. */
  status: FobStatus | undefined;
  shown: string;
  shownAt: number;
}

const parser = new SerialFrameParser();
const inbox: Uint8Array[] = [];

function start(n: number): Running {
  const profile = profiles[n % profiles.length];
  if (profile === undefined) throw new Error('there are no profiles');
  const fob = loadedFob(profile, n);
  const wire = fob.plugIn();
  wire.onBytes((bytes) => {
    for (const event of parser.push(bytes)) if (event.type === 'frame') inbox.push(event.payload);
  });
  return { n, profile, fob, wire, status: undefined, shown: '', shownAt: 0 };
}

/** One minute of one fob: press it if it wants that, look at it, ask it, let the rest pass. */
function liveOneMinute(it: Running): void {
  const { fob } = it;
  const end = fob.worldTicks + 60 * TICKS_PER_SECOND;
  if (it.profile.product.display.style === 'press') fob.press();
  fob.advance(TICKS_PER_SECOND);
  it.shown = fob.view.rows[0] ?? '';
  it.shownAt = fob.parts.rtc.now();
  it.status = askStatus(it);
  fob.advanceTo(end);
}

function askStatus({ n, wire }: Running): FobStatus | undefined {
  inbox.length = 0;
  const tag = new Uint8Array(8);
  new DataView(tag.buffer).setUint32(0, n);
  const payload = getStatus.request.encode({});
  const request = { version: PROTOCOL_VERSION, command: getStatus.code, tag, payload };
  wire.write(encodeSerialFrame(requestEnvelope.encode(request)));
  const [message] = inbox;
  if (message === undefined) return undefined;
  const reply = replyEnvelope.decode(message);
  if (reply.status !== 'ok' || Buffer.compare(reply.tag, tag) !== 0) return undefined;
  return getStatus.reply.decode(reply.payload ?? new Uint8Array(0));
}

/** Whether the code that it showed is the one that otplib computes for its seed and its clock. */
function showedItsCode({ n, profile, shown, shownAt }: Running): boolean {
  const load = usualLoad(profile, n);
  const step = Math.floor(ticksToSeconds(shownAt) / (load.stepSeconds ?? 30));
  return shown === otplibCode(load, load.mode === 'hotp' ? minutes - 1 : step);
}

function heapBytes(): number {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

// The first of each type brings code and tables along that all of it share.
profiles.forEach((_, n) => liveOneMinute(start(n)));
const before = heapBytes();
const begin = performance.now();
const running = Array.from({ length: count }, (_, n) => start(n));
const loadedMs = performance.now() - begin;
const perMinute: number[] = [];
for (let minute = 0; minute < minutes; minute++) {
  const minuteBegan = performance.now();
  for (const it of running) liveOneMinute(it);
  perMinute.push(performance.now() - minuteBegan);
}
const bytesEach = (heapBytes() - before) / count;

const result = {
  bytesEach,
  rssMegabytes: process.memoryUsage().rss / 1_000_000,
  loadedMs,
  perMinute,
  answered: running.filter(({ status }) => status?.lifecycle === 'ready').length,
  showed: running.filter(showedItsCode).length,
  running: running.filter(({ fob }) => fob.running).length,
};
console.log(JSON.stringify(result));
