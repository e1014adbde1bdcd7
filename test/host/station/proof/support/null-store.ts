import { nodeEnv } from '@fobkit/client/node';
import { Secret } from '@fobkit/protocol';
import type { Lot, LotCounts } from '../../../../../host/station/lot/lot.ts';
import type { WorkStore } from '../../../../../host/station/run/work-store.ts';
import type { Claim } from '../../../../../host/station/unit/unit.ts';

/** Seeds of SHA-1. */
const SEED_BYTES = 20;
const KEY_BYTES = 32;

/** A registry that keeps nothing: what a station would do if remembering cost no time. */
export class NullStore implements WorkStore {
  readonly #lot: Lot;
  #claimed = 0;
  #done = 0;

  constructor(lot: Lot) {
    this.#lot = lot;
  }

  lot(): Promise<Lot> {
    return Promise.resolve(this.#lot);
  }

  counts(): Promise<LotCounts> {
    const { planned } = this.#lot;
    const working = this.#claimed - this.#done;
    return Promise.resolve({
      planned,
      done: this.#done,
      scrapped: 0,
      quarantined: 0,
      unused: planned - this.#claimed,
      working,
      trimmed: 0,
    });
  }

  time(): Promise<{ nowUnixMs: number }> {
    return Promise.resolve({ nowUnixMs: nodeEnv.clock.unixMs() });
  }

  claim(deviceId: string): Promise<Claim> {
    const number = ++this.#claimed;
    const { purpose, parameters, id: lot, serials } = this.#lot;
    const prefix = serials.kind === 'counter' ? serials.prefix : '';
    const serialLabel = `${prefix}${String(number).padStart(6, '0')}`;
    return Promise.resolve({
      unit: { id: number, lot, number, serialLabel, state: 'working', labelsPrinted: 0 },
      deviceId,
      attempt: number,
      parameters: { ...parameters, purpose, serialLabel },
      seed: new Secret(nodeEnv.randomBytes(SEED_BYTES)),
      nextTransportKey: new Secret(nodeEnv.randomBytes(KEY_BYTES)),
      nextGeneration: 1,
      step: 'claimed',
    });
  }

  complete(): Promise<void> {
    this.#done++;
    return Promise.resolve();
  }

  rollBack(): Promise<void> {
    this.#claimed--;
    return Promise.resolve();
  }

  unitOf = nothing;
  unitLabelled = nothing;
  renew = nothing;
  end = nothing;
  enter = nothing;
  quarantine = nothing;
  leave = nothing;
  refuse = nothing;
  labelPrinted = nothing;
  trimmed = nothing;

  resume(): Promise<Claim | 'left'> {
    return Promise.resolve('left');
  }

  transportKeyOf(): Promise<Secret> {
    return Promise.reject(new Error('it keeps no keys'));
  }
}

function nothing(): Promise<undefined> {
  return Promise.resolve(undefined);
}
