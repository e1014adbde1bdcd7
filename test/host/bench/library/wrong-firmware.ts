import { type MakeProgram, makeProgram } from '@fobkit/firmware-sim';
import type { Ports } from '../../../../firmware-sim/firmware/env.ts';
import { Firmware } from '../../../../firmware-sim/firmware/firmware.ts';
import type { Memory } from '../../../../firmware-sim/firmware/memory.ts';

/** Firmware with one thing wrong, by the name that twins.yaml calls it. */
export const wrongFirmware: Readonly<Record<string, MakeProgram>> = {
  /** The counter is counted in RAM alone: a reset brings it back. */
  'counter-in-ram': spoilt(({ core: { memory } }) => {
    const stored = memory.countPress.bind(memory);
    const before = memory.counter;
    let ahead = 0;
    define(memory, 'counter', () => before + ahead);
    memory.countPress = (usesCounter): ReturnType<Memory['countPress']> => {
      if (usesCounter) ahead++;
      return stored(false);
    };
  }),

  /** A clock that lost its power counts on from wherever it stands. */
  'clock-unchecked': spoilt(nothing, (ports) => ({ ...ports, rtc: validClock(ports.rtc) })),

  /** The clock goes wherever a host wants it, back too. */
  'clock-goes-back': spoilt(({ core: { clock, env } }) => {
    clock.set = (unixTicks): 'ok' => {
      env.rtc.set(unixTicks);
      return 'ok';
    };
  }),

  /** As restricted_sync: a write of the time clears the seed. */
  'sync-clears-the-seed': spoilt(({ core: { clock, env, memory } }) => {
    clock.set = (unixTicks): 'ok' => {
      memory.wipe();
      env.rtc.set(unixTicks);
      return 'ok';
    };
  }),

  /** Wipe says that it did, and did nothing. */
  'wipe-does-nothing': spoilt(({ core: { memory } }) => {
    memory.wipe = (): 'ok' => 'ok';
  }),

  /** HOTP over the low four bytes of its counter. */
  'counter-of-four-bytes': spoilt(({ core: { codes } }) => {
    const right = codes.code.bind(codes);
    codes.code = (factor): string => right(factor % 4_294_967_296);
  }),

  /** The count of attempts at the key does not outlive a reset. */
  'reset-forgives-guesses': spoilt(({ core: { memory } }) => {
    memory.putAttempts(0);
  }),

  /** A seed that cannot be read counts as none. */
  'rot-unseen': spoilt(({ core: { memory } }) => {
    define(memory, 'tokenDamaged', () => false);
  }),

  /** A load is two commits: half of the seed, and the whole. */
  'seed-in-two-halves': spoilt(({ core: { memory } }) => {
    const load = memory.loadToken.bind(memory);
    memory.loadToken = (token, clockIsSet): ReturnType<Memory['loadToken']> => {
      load({ ...token, seed: token.seed.map((byte, i) => (i < 10 ? byte : 0xff)) }, clockIsSet);
      return load(token, clockIsSet);
    };
  }),

  /** It does not notice that its cell is dead. */
  'dead-unseen': spoilt(nothing, (ports) => ({
    ...ports,
    battery: {
      percent: (): number => ports.battery.percent(),
      flat: (): boolean => false,
      millivolts: (): number => ports.battery.millivolts(),
      externalPower: (): boolean => ports.battery.externalPower(),
      draw: (microamps, milliseconds): void => {
        ports.battery.draw(microamps, milliseconds);
      },
    },
  })),

  /** Once it gave a code, it remembers no request: one that comes again is done again. */
  'no-stored-reply': spoilt((firmware) => {
    const receive = firmware.receive.bind(firmware);
    firmware.receive = (link, bytes): void => {
      if (firmware.core.memory.counter > 0) firmware.linkClosed(link);
      receive(link, bytes);
    };
  }),
};

function spoilt(
  spoil: (firmware: Firmware) => void,
  rewire: (ports: Ports) => Ports = (ports): Ports => ports,
): MakeProgram {
  return (ports, product) => {
    const program = makeProgram(rewire(ports), product);
    if (program instanceof Firmware) spoil(program);
    return program;
  };
}

function nothing(): void {
  // What is wrong is in the wiring.
}

function validClock(rtc: Ports['rtc']): Ports['rtc'] {
  return {
    now: () => rtc.now(),
    set: (unixTicks) => {
      rtc.set(unixTicks);
    },
    valid: () => true,
    uptime: () => rtc.uptime(),
    setAlarm: (atUptime) => {
      rtc.setAlarm(atUptime);
    },
    setTrim: (ppb) => {
      rtc.setTrim(ppb);
    },
  };
}

function define<T, K extends keyof T>(of: T, name: K, get: () => T[K]): void {
  Object.defineProperty(of, name, { get, configurable: true });
}
