import type { Link } from '@fobkit/client';
import { Fob, parseFault, type Profile } from '@fobkit/firmware-sim';
import type { Plug } from '@fobkit/firmware-sim/plug';
import { WorldClock } from '../../host/emulator/world-clock.ts';
import { BATCH_KEY, DEVICE_ID, profileNamed, TICKS } from '../support/raw-host.ts';
import { Flow } from './flow.ts';
import type { FaultHandle, FaultWords, FobControl, FobSetup, Reach } from './reach.ts';

/** One way by which hosts reach an emulated fob. */
export interface Way {
  readonly plug: Plug;
  /** The link to where the plug is now. */
  readonly link: () => Link;
  /** Takes down what is there beside the plug. */
  readonly close?: () => Promise<void>;
}

/**
 * A fob in this process, reached by a way that may lead through the operating system. Over USB a
 * fob type that has none is given one.
 */
export function emulated(
  way: (fob: Fob, flow: Flow) => Way | Promise<Way>,
  wire?: Profile['wire'],
): Reach {
  return async (setup) => {
    const fob = makeFob(setup, wire);
    const flow = new Flow();
    const { plug, link, close } = await way(fob, flow);
    return {
      link: () => flow.hostEnd(link()),
      control: new EmulatedControl(fob, flow, plug),
      close: async () => {
        await plug.close();
        await close?.();
      },
    };
  };
}

function makeFob({ profile: name, unixSeconds, seed }: FobSetup, wire?: Profile['wire']): Fob {
  const profile = profileNamed(name);
  return new Fob({
    profile: wire === undefined ? profile : { ...profile, wire },
    deviceId: DEVICE_ID,
    batchKey: BATCH_KEY,
    worldTicks: unixSeconds * TICKS,
    seed,
  });
}

class EmulatedControl implements FobControl {
  readonly clock: WorldClock;
  readonly #fob: Fob;
  readonly #flow: Flow;
  readonly #plug: Plug;

  constructor(fob: Fob, flow: Flow, plug: Plug) {
    this.#fob = fob;
    this.#flow = flow;
    this.#plug = plug;
    this.clock = new WorldClock(fob, { idle: () => flow.idle() });
  }

  settle<T>(promise: Promise<T>): Promise<T> {
    return this.clock.settle(promise);
  }

  async advance(seconds: number): Promise<void> {
    await this.#flow.idle();
    this.clock.advanceTo(this.#fob.worldTicks + seconds * TICKS);
    await this.#flow.idle();
  }

  press(): void {
    this.#fob.press();
  }

  async unplug(): Promise<void> {
    this.#fob.unplug();
    await this.#flow.idle();
  }

  replug(): void {
    this.#plug.replug();
  }

  fault(words: string, options: FaultWords = {}): FaultHandle {
    const { faults } = this.#fob;
    const { id } = faults.arm(parseFault(words.split(' '), options));
    return {
      get fired() {
        return faults.find(id).firedCount > 0;
      },
      clear: () => {
        faults.clear(id);
      },
    };
  }
}
