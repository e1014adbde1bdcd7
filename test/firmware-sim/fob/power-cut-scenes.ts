import { Fob } from '@fobkit/firmware-sim';
import {
  type Command,
  loadSeed,
  readCode,
  rotateTransportKey,
  type SeedLoad,
  setClock,
  toHex,
  trimClock,
  wipe,
} from '@fobkit/protocol';
import { nodePrimitives } from '../../../host/client/node/primitives.ts';
import {
  blankFob,
  expectOk,
  HOTP_LOAD,
  loadedFob,
  RawHost,
  TICKS,
  TOTP_LOAD,
} from '../../support/raw-host.ts';
import { pass } from '../firmware/firmware-support.ts';

/** An operation that writes flash, on a fob that is made again for each cut. */
export interface Scene {
  readonly name: string;
  /** The fob before the operation. */
  readonly prepare: () => Fob;
  /** The transport key of the channel that the operation wants. */
  readonly key?: Uint8Array;
  readonly act: (host: RawHost) => void;
  /** States that may stand between the old and the new one: changes that are commits of their own. */
  readonly between?: (old: Meaning) => readonly Partial<Meaning>[];
  /** What must not be found in flash once the new state holds. */
  readonly gone?: Uint8Array;
}

export const LONG_SEED = Uint8Array.from({ length: 64 }, (_, i) => (i * 37 + 11) & 0xff);
export const OLD_KEY = Uint8Array.from({ length: 32 }, (_, i) => 0x40 + i);
export const NEW_KEY = Uint8Array.from({ length: 32 }, (_, i) => 0xa0 + i);
const FACTORY_KEY = new RawHost(blankFob()).factoryKey;

/** What a fob remembers, as far as it means something to its owner. */
export interface Meaning {
  readonly token: string | undefined;
  readonly keyGeneration: number;
  readonly key: string | undefined;
  readonly counter: number;
  readonly presses: number;
  readonly attempts: number;
  readonly wrongKeys: number;
  readonly trimPpb: number;
  readonly clockSet: boolean;
  readonly clockMoved: number;
}

export function meaningOf(fob: Fob): Meaning {
  const memory = fob.firmware?.core.memory;
  if (memory === undefined) throw new Error('the fob has no power');
  const { token, transportKey, clock } = memory;
  return {
    token: token === undefined ? undefined : toHex(loadSeed.request.encode(token)),
    keyGeneration: transportKey?.generation ?? 0,
    key: transportKey === undefined ? undefined : toHex(transportKey.key),
    counter: memory.counter,
    presses: memory.presses,
    attempts: memory.attempts,
    wrongKeys: memory.wrongKeys,
    trimPpb: memory.trimPpb,
    clockSet: clock.set,
    clockMoved: clock.moved,
  };
}

/** The fob that a saved one becomes: the same at each call. */
export function copier(fob: Fob): () => Fob {
  const options: ConstructorParameters<typeof Fob>[0] = {
    profile: fob.profile,
    identity: fob.identity,
    worldTicks: fob.worldTicks,
    seed: 1,
    crypto: nodePrimitives,
    state: fob.save(),
  };
  return () => new Fob(options);
}

function sealedAct<Request, Reply>(command: Command<Request, Reply>, request: Request) {
  return (host: RawHost): void => {
    host.sealedCall(command, request);
  };
}

function push({ fob }: RawHost): void {
  fob.press();
  pass(fob, 0.3);
}

function hotpFob(load: SeedLoad = HOTP_LOAD): Fob {
  const { fob } = loadedFob('generic', load);
  fob.unplug();
  return fob;
}

/** A fob whose next `act` moves its log to another page. */
function beforeMove(make: () => Fob, act: (host: RawHost) => void): Fob {
  let copy = copier(make());
  for (;;) {
    const fob = copy();
    act(new RawHost(fob));
    if (fob.parts.flash.erases > 0) return copy();
    fob.unplug();
    pass(fob, 60);
    copy = copier(fob);
  }
}

function readHotp(host: RawHost): void {
  host.call(readCode, {});
}

/** Takes the cell out and puts it back: the fob boots, which writes its log. */
function boot({ fob }: RawHost): void {
  fob.unplug();
  fob.removeCell();
  fob.insertCell();
}

function moveClock(host: RawHost): void {
  host.sealedCall(setClock, { clock: host.fob.parts.rtc.now() + 60 * TICKS });
}

function guess(host: RawHost): void {
  host.open(new Uint8Array(32));
}

function openAndProve(host: RawHost): void {
  if (host.open() === 'ok') host.sealedCall({ ...readCode, sealed: true }, {});
}

/** A fob at which somebody has guessed. */
function suspectFob(): Fob {
  const host = new RawHost(hotpFob());
  guess(host);
  host.fob.unplug();
  return host.fob;
}

function rotatedFob(): Fob {
  const host = loadedFob('generic', { ...HOTP_LOAD, seed: LONG_SEED, counter: 77 });
  expectOk(host.sealedCall(rotateTransportKey, { key: OLD_KEY }).status);
  expectOk(host.sealedCall(setClock, { clock: host.fob.worldTicks + 5 * TICKS }).status);
  host.fob.unplug();
  return host.fob;
}

const KEY = { key: FACTORY_KEY };

export const SCENES: readonly Scene[] = [
  {
    name: 'LoadSeed',
    prepare: () => blankFob(),
    ...KEY,
    act: sealedAct(loadSeed, { ...TOTP_LOAD, seed: LONG_SEED }),
  },
  { name: 'an HOTP press', prepare: hotpFob, act: push },
  {
    name: 'an HOTP press that moves the log',
    prepare: () => beforeMove(hotpFob, push),
    act: push,
  },
  { name: 'ReadCode of HOTP', prepare: hotpFob, act: readHotp },
  {
    name: 'ReadCode of HOTP that moves the log',
    prepare: () => beforeMove(hotpFob, readHotp),
    act: readHotp,
  },
  {
    name: 'SetClock',
    prepare: hotpFob,
    ...KEY,
    act: moveClock,
  },
  { name: 'TrimClock', prepare: hotpFob, ...KEY, act: sealedAct(trimClock, { trimPpb: 1234 }) },
  {
    name: 'RotateTransportKey',
    prepare: rotatedFob,
    key: OLD_KEY,
    act: sealedAct(rotateTransportKey, { key: NEW_KEY }),
    gone: OLD_KEY,
  },
  {
    name: 'an attempt with a wrong key',
    prepare: hotpFob,
    act: guess,
    between: () => [{ attempts: 1, wrongKeys: 0 }],
  },
  {
    name: 'the first sealed message, which clears the count of attempts',
    prepare: suspectFob,
    act: openAndProve,
    between: ({ attempts }) => [{ attempts: attempts + 1 }],
  },
  {
    name: 'Wipe',
    prepare: rotatedFob,
    key: OLD_KEY,
    act: sealedAct(wipe, {}),
    gone: LONG_SEED,
  },
  { name: 'a boot', prepare: hotpFob, act: boot },
  { name: 'a boot that moves the log', prepare: () => beforeMove(hotpFob, boot), act: boot },
];
