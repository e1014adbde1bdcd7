import { type ActionProof, msOfTicks, type Reading, RigError } from '@fobkit/client';
import type { HubWire } from '../bench-file/bench.ts';
import { type PortTools, reading } from './port-tools.ts';

/** The hub port of a fob's USB plug. */
export class PortPlug {
  readonly #tools: PortTools;
  readonly #wire: HubWire;
  #offSinceMs: number | undefined;

  constructor(tools: PortTools, wire: HubWire) {
    this.#tools = tools;
    this.#wire = wire;
  }

  /** Takes power and data away. A fob that answers on is still plugged, whatever the hub tells. */
  async unplug(): Promise<ActionProof> {
    const proof = await this.#switch(false);
    this.#offSinceMs = this.#tools.clock.now();
    if ((await this.#tools.probe.status()) === undefined) return proof;
    const { instrument } = this.#tools.instruments.hub(this.#wire.instrument);
    throw new RigError(
      'unproven',
      `${instrument} tells that port ${this.#wire.port} is off, and the fob still answers`,
    );
  }

  /** Gives them back. A fob that has no other power must have begun anew. */
  async replug(): Promise<ActionProof> {
    const proof = await this.#switch(true);
    const offSince = this.#offSinceMs;
    this.#offSinceMs = undefined;
    if (!this.#wire.feeds || offSince === undefined) return proof;
    const status = await this.#tools.probe.statusWhenUp();
    if (status === undefined) return proof;
    const upMs = msOfTicks(status.uptime);
    const offMs = this.#tools.clock.now() - offSince;
    if (upMs <= offMs + this.#tools.tolerances.uptimeMs) {
      const up = (upMs / 1000).toFixed(1);
      return { ...proof, evidence: `${proof.evidence}; the fob has been up for ${up} s` };
    }
    throw new RigError(
      'unproven',
      `port ${this.#wire.port} was off ${(offMs / 1000).toFixed(1)} s ago, but the fob has been up ` +
        `for ${(upMs / 1000).toFixed(1)} s: the hub cuts the data lines alone`,
    );
  }

  async read(): Promise<Reading> {
    const hub = this.#tools.instruments.hub(this.#wire.instrument);
    const { power } = await hub.read(this.#wire.port);
    return reading(this.#tools.clock, 'port-power', power ? 1 : 0, hub.instrument);
  }

  async #switch(on: boolean): Promise<ActionProof> {
    const hub = this.#tools.instruments.hub(this.#wire.instrument);
    await hub.set(this.#wire.port, on);
    const value = reading(this.#tools.clock, 'port-power', on ? 1 : 0, hub.instrument);
    const state = on ? 'on' : 'off';
    return {
      evidence: `port ${this.#wire.port} is ${state}, read back by ${hub.instrument}`,
      readings: [value],
    };
  }
}
