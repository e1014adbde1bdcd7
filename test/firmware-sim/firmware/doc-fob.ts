import { Fob, type Profile } from '@fobkit/firmware-sim';
import {
  innerReply,
  loadSeed,
  type MessageOf,
  sealed,
  type SeedLoad,
  setClock,
} from '@fobkit/protocol';
import { fromHex } from '../../../protocol/bytes/hex.ts';
import { nodePrimitives } from '../../../host/client/node/primitives.ts';
import { expectOk, profileNamed, RawHost, SEED, TICKS } from '../../support/raw-host.ts';

/** The fob of the worked examples of docs/protocol: its type is fixed here, whatever profiles say. */
const base = profileNamed('generic');
const { menu: _, ...product } = base.product;
const DOC_PROFILE: Profile = {
  ...base,
  name: 'worked-example',
  product: {
    ...product,
    model: 'FK-1',
    firmwareVersion: '1.4.7',
    modes: ['totp', 'hotp'],
    algorithms: ['SHA1', 'SHA256'],
    minDigits: 6,
    maxDigits: 8,
    steps: [30, 60],
    clock: { adjustLimitSeconds: 600, trimLimitPpb: 100_000 },
    serialPattern: 'SKTH[0-9]{8}',
  },
  parts: {
    ...base.parts,
    crystal: { ...base.parts.crystal, tolerancePpb: 0, ageingPpbPerYear: 0, parabolaPpb: 0 },
    battery: { ...base.parts.battery, openCircuit: [[0, 3000]] },
  },
};

/** Page 05 has the same fob and the same batch key. */
const DEVICE_ID = fromHex('f0b17a5500000017');
const BATCH_KEY = Uint8Array.from({ length: 32 }, (_, i) => i);

export const DOC_LOAD: SeedLoad = {
  seed: SEED,
  mode: 'totp',
  algorithm: 'SHA1',
  digits: 6,
  serialLabel: 'SKTH00000017',
  purpose: 'test',
  stepSeconds: 30,
  t0: 0,
};

export function blankDocFob(): DocHost {
  const fob = new Fob({
    profile: DOC_PROFILE,
    deviceId: DEVICE_ID,
    batchKey: BATCH_KEY,
    worldTicks: 0,
    seed: 1,
    crypto: nodePrimitives,
  });
  fob.setTemperature(215);
  return new DocHost(fob);
}

/** Loaded at once after it came into being, with its clock at 59 s. */
export function loadedDocFob(load: SeedLoad = DOC_LOAD): DocHost {
  const host = blankDocFob();
  expectOk(host.open());
  expectOk(host.sealedCall(setClock, { clock: 59 * TICKS }).status);
  expectOk(host.sealedCall(loadSeed, load).status);
  return host;
}

export function productionDocFob(): DocHost {
  return loadedDocFob({ ...DOC_LOAD, purpose: 'production' });
}

/** A host of these fobs, which come of another batch than those of other tests. */
export class DocHost extends RawHost {
  override open(): ReturnType<RawHost['open']> {
    return super.open(this.fob.identity.factoryKey);
  }

  /** Seals a plaintext as it is; what the reply holds. */
  sealedBytes(plaintext: Uint8Array): MessageOf<typeof innerReply> {
    const tag = this.nextTag();
    const sequence = this.channel?.send.next;
    const ciphertext = this.channel?.send.seal(tag, plaintext);
    if (sequence === undefined || ciphertext === undefined) throw new Error('no channel is open');
    const answer = this.call(sealed, { sequence, ciphertext }, tag);
    if (answer.status !== 'ok') throw new Error(answer.status);
    const opened = this.channel?.receive.open(tag, answer.reply.ciphertext);
    if (opened === undefined) throw new Error('the reply does not open');
    return innerReply.decode(opened);
  }
}
