import { nodePrimitives } from '@fobkit/client/node';
import { type Fob, restoreFob, takeSnapshot } from '@fobkit/firmware-sim';
import { getInfo, loadSeed, setClock } from '@fobkit/protocol';
import { mount } from '../../firmware-sim/firmware/store/record-store.ts';
import { Flash } from '../../firmware-sim/hardware/flash.ts';
import { cutDuring } from '../firmware-sim/firmware/store/cut.ts';
import { describeStore, Model, perform } from '../firmware-sim/firmware/store/model.ts';
import { randomOperation } from '../firmware-sim/firmware/store/operations.ts';
import { Prng } from '../support/prng.ts';
import { HOTP_LOAD, RawHost } from '../support/raw-host.ts';
import { blankFob, loadedFob, profileNamed, usualLoad } from './fobs.ts';
import { interleave, type BenchCase, type BenchTable } from './harness.ts';

const PAGE_SIZE = 2048;
const PRESS_TICKS = 32_768;

/** Cuts a second; each fires, and what is found after it is the old state or the new one. */
export async function benchPowerCuts(): Promise<BenchTable> {
  const cases = [storeCuts(), pressCuts(), loadSeedCuts()];
  const measured = await interleave(cases);
  return {
    title: 'Power cuts in a flash write',
    columns: ['cut in', 'cuts/s', 'slowest round'],
    rows: measured.map(({ name, perSecond, slowest }) => [
      name,
      perSecond.toFixed(0),
      slowest.toFixed(0),
    ]),
    notes: ['Every cut fired and left the old state or the new one, or this would have stopped.'],
  };
}

/** The record store alone, which tests import from its source, against the model of its tests. */
function storeCuts(): BenchCase {
  const random = new Prng(1);
  const torn = (): number => random.u32() >>> 24;
  const flash = new Flash({ pageSize: PAGE_SIZE, pageCount: 2, wearLimit: 1_000_000_000 });
  let store = mount(flash);
  let model = new Model(PAGE_SIZE);
  const cutOnce = (): void => {
    for (;;) {
      const operation = randomOperation(random, PAGE_SIZE);
      const after = model.after(operation).model;
      const cut = cutDuring(flash, random.below(25), torn, () => {
        perform(store, operation);
      });
      if (cut) store = mount(flash);
      const found = describeStore(store);
      if (found === after.toString()) model = after;
      else if (found !== model.toString()) throw new Error('the store is in neither state');
      if (cut) return;
    }
  };
  return {
    name: 'an operation of the record store, remount, compare with the model',
    run(count) {
      for (let i = 0; i < count; i++) cutOnce();
    },
  };
}

/**
 * A press of an event-based fob: the counter is used up or not, and never goes back. A fob with a
 * menu, which acts when the button comes up: others count the finger that is still on it anew.
 */
function pressCuts(): BenchCase {
  const random = new Prng(2);
  const generic = profileNamed('generic');
  const hotpFob = () => loadedFob(generic, 1, { ...HOTP_LOAD, serialLabel: 'FOB-00000017' });
  const bytes = bytesOf(hotpFob(), press);
  let fob = hotpFob();
  return {
    name: 'a press of a HOTP fob: reboot, counter checked',
    run(count) {
      for (let i = 0; i < count; i++) {
        // Before its flash wears out.
        if (fob.parts.flash.wear(0) > 5000) fob = hotpFob();
        const before = counterOf(fob);
        cutIn(fob, random, bytes, press);
        const after = counterOf(fob);
        if (after !== before && after !== before + 1) throw new Error('the counter jumped');
      }
    },
  };
}

/** The whole of it: handshake, LoadSeed, cut, reboot, and the fob is blank or ready. */
function loadSeedCuts(): BenchCase {
  const random = new Prng(3);
  const profile = profileNamed('generic');
  const load = usualLoad(profile);
  const blank = blankFob(profile);
  const snapshot = takeSnapshot(blank);
  const loadInto = (host: RawHost) => () => void host.sealedCall(loadSeed, load);
  const opened = (): RawHost => {
    const host = new RawHost(restoreFob(snapshot, nodePrimitives));
    host.open();
    host.sealedCall(setClock, { clock: host.fob.worldTicks });
    return host;
  };
  const trial = opened();
  const bytes = bytesOf(trial.fob, loadInto(trial));
  return {
    name: 'LoadSeed over the wire: restore a blank fob, handshake, cut, reboot, GetInfo',
    run(count) {
      for (let i = 0; i < count; i++) {
        const host = opened();
        cutIn(host.fob, random, bytes, loadInto(host));
        const info = host.call(getInfo, {});
        const state = info.status === 'ok' ? info.reply.lifecycle : info.status;
        // Cut late, the seed is there, and the calendar runs on through a reset.
        if (state !== 'blank' && state !== 'ready') throw new Error(`the fob is ${state}`);
      }
    },
  };
}

function press(fob: Fob): void {
  fob.press();
  fob.advance(PRESS_TICKS);
}

function bytesOf(fob: Fob, act: (fob: Fob) => void): number {
  const before = fob.parts.flash.programmedBytes;
  act(fob);
  return fob.parts.flash.programmedBytes - before;
}

function cutIn(fob: Fob, random: Prng, bytes: number, act: (fob: Fob) => void): void {
  const { flash } = fob.parts;
  const before = flash.cuts;
  flash.armCut({ afterBytes: random.below(bytes), torn: () => random.u32() >>> 24 });
  act(fob);
  flash.disarmCut();
  if (flash.cuts === before) throw new Error('the cut did not fire');
}

function counterOf(fob: Fob): number {
  return fob.firmware?.core.memory.counter ?? Number.NaN;
}
