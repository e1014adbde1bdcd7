import { toHex } from '@fobkit/protocol';
import type { StationFob, StationPort } from '../run/port.ts';
import type { Lot } from '../lot/lot.ts';
import { trimAtStation } from '../trim/trim-at-station.ts';
import { classify, type Verdict } from './classify.ts';
import { type FobReading, readFob } from './fob-reading.ts';
import { type Finished, Finishing } from './finishing.ts';
import { factoryKey } from './transport-keys.ts';
import { releaseClaim } from './release-claim.ts';
import { troubleTexts } from './trouble-texts.ts';
import type { Claim, Unit } from './unit.ts';
import { VisitBook } from './visit-book.ts';
import { RegistryFault, troubleIn, VisitTrouble } from './visit-trouble.ts';
import type { VisitTools } from './visit-tools.ts';

/** How a visit of a fob ended, and of which fob. */
export interface VisitResult extends Finished {
  readonly deviceId?: string;
  readonly serialLabel?: string;
  readonly ms: number;
  /** The registry failed: the run is over. */
  readonly registry?: RegistryFault;
}

type Known = Pick<VisitResult, 'deviceId' | 'serialLabel'>;

/**
 * Does with one fob, once, whatever has to be done with it, and leaves nothing half done without
 * its record. Errors of the fob become troubles; those of the registry end the visit before the
 * next step that cannot be undone.
 */
export async function visit(
  tools: VisitTools,
  port: StationPort,
  signal: AbortSignal,
): Promise<VisitResult> {
  const book = new VisitBook(port.name, tools.env.clock, tools.tell);
  const work = new Visit(tools, { port, book, signal });
  const known = (): Known => ({
    ...(book.deviceId === undefined ? {} : { deviceId: book.deviceId }),
    ...(book.serialLabel === undefined ? {} : { serialLabel: book.serialLabel }),
  });
  try {
    return { ...(await work.run()), ...known(), ms: book.ms };
  } catch (error) {
    if (!(error instanceof RegistryFault)) throw error;
    const { trouble, message: why } = error;
    return { end: 'left-open', trouble, why, ...known(), ms: book.ms, registry: error };
  }
}

interface VisitOf {
  readonly port: StationPort;
  readonly book: VisitBook;
  readonly signal: AbortSignal;
}

class Visit {
  readonly #tools: VisitTools;
  readonly #of: VisitOf;

  constructor(tools: VisitTools, of: VisitOf) {
    this.#tools = tools;
    this.#of = of;
  }

  async run(): Promise<Finished> {
    const { port, signal, book } = this.#of;
    book.enter('identify');
    let fob: StationFob;
    try {
      fob = await port.connect(signal);
    } catch (error) {
      return await this.#refuse(troubleIn(this.#of.signal, error));
    }
    try {
      return await this.#withFob(fob);
    } finally {
      // What is closed late is closed all the same; the fob's work is on record.
      await fob.close().catch(() => undefined);
    }
  }

  async #withFob(fob: StationFob): Promise<Finished> {
    const { book, port } = this.#of;
    const { present } = this.#tools;
    book.deviceId = toHex(fob.deviceId);
    const place = await present.enter(book.deviceId, { port, fob });
    const signal = AbortSignal.any([this.#of.signal, place.signal]);
    try {
      return await this.#judged(fob, signal);
    } catch (error) {
      if (error instanceof RegistryFault) throw error;
      return await this.#refuse(troubleIn(signal, error));
    } finally {
      place.over();
    }
  }

  /** Nothing has been done to the fob, and none of its units taken up, when this throws. */
  async #judged(fob: StationFob, signal: AbortSignal): Promise<Finished> {
    const { store, present, dryRun } = this.#tools;
    const { book } = this.#of;
    const reading = await this.#read(fob, signal);
    const deviceId = toHex(reading.info.deviceId);
    const lot = await store.lot();
    const unit = await store.unitOf(deviceId);
    const label = reading.info.loaded?.serialLabel;
    book.serialLabel = unit?.serialLabel ?? label;
    const labelled = label === undefined ? undefined : await store.unitLabelled(label);
    const twin = present.twinOf(deviceId, label);
    const verdict = classify({
      reading,
      lot,
      limits: this.#tools.limits,
      ...(unit === undefined ? {} : { unit }),
      ...(labelled === undefined ? {} : { labelled }),
      batchKnown: await this.#knowsBatch(reading),
      ...(twin === undefined ? {} : { twin }),
    });
    if (dryRun) return wouldDo(verdict);
    signal.throwIfAborted();
    return await this.#act({ fob, signal, lot, reading, verdict, unit });
  }

  async #read(fob: StationFob, signal: AbortSignal): Promise<FobReading> {
    const { book } = this.#of;
    const reading = await readFob(fob, { signal });
    book.noteFob(reading);
    // A fob whose self-test fails writes that down.
    if (this.#tools.dryRun || !fob.capabilities.has('self-test')) return reading;
    book.enter('self-test');
    return { ...reading, selfTest: await fob.selfTest({ signal }) };
  }

  async #knowsBatch({ info }: FobReading): Promise<boolean> {
    const key = await factoryKey(this.#tools.keys, this.#tools.env, info);
    key?.wipe();
    return key !== undefined;
  }

  async #act(it: {
    readonly fob: StationFob;
    readonly signal: AbortSignal;
    readonly lot: Lot;
    readonly reading: FobReading;
    readonly verdict: Verdict;
    readonly unit: Unit | undefined;
  }): Promise<Finished> {
    const { store } = this.#tools;
    const { book } = this.#of;
    const { verdict, fob, signal, lot, unit } = it;
    const deviceId = toHex(fob.deviceId);
    if (verdict.kind === 'trouble' && verdict.fate === 'none') {
      return await this.#refuse(new VisitTrouble(verdict.trouble, verdict.why));
    }
    if (verdict.kind === 'trim') {
      if (unit === undefined) throw new VisitTrouble('refused', 'it has no unit to be trimmed');
      return await trimAtStation({ tools: this.#tools, fob, lot, unit, book, signal });
    }
    this.#tools.hostTime.check();
    book.enter('claim');
    const taken =
      verdict.kind === 'new'
        ? await store.claim(deviceId, book.facts)
        : await store.resume(deviceId, book.facts);
    if (typeof taken === 'string') {
      return await this.#refuse(new VisitTrouble(taken, troubleTexts.en[taken].meaning));
    }
    const { serialLabel } = taken.unit;
    book.serialLabel = serialLabel;
    if (verdict.kind === 'new') {
      this.#tools.tell({ kind: 'claimed', port: book.port, deviceId, serialLabel });
    }
    return await this.#finish(taken, it);
  }

  async #finish(
    claim: Claim,
    it: {
      readonly fob: StationFob;
      readonly lot: Lot;
      readonly signal: AbortSignal;
      readonly verdict: Verdict;
    },
  ): Promise<Finished> {
    const { fob, lot, signal, verdict } = it;
    const { book } = this.#of;
    const readsCode = lot.codeCheck === 'read';
    const job = { tools: this.#tools, fob, claim, book, readsCode, signal };
    const finishing = new Finishing(job, lot);
    try {
      return verdict.kind === 'trouble'
        ? await finishing.giveUp(new VisitTrouble(verdict.trouble, verdict.why))
        : await finishing.run();
    } finally {
      releaseClaim(claim);
    }
  }

  async #refuse({ trouble, message: why }: VisitTrouble): Promise<Finished> {
    const { book } = this.#of;
    if (!this.#tools.dryRun) {
      await this.#tools.store.refuse(book.deviceId, trouble, why, book.facts);
    }
    return { end: 'refused', trouble, why };
  }
}

function wouldDo(verdict: Verdict): Finished {
  switch (verdict.kind) {
    case 'new':
      return { end: 'would-do', why: 'it would be loaded' };
    case 'resume':
      return {
        end: 'would-do',
        why: verdict.wipe
          ? 'it would be wiped and loaded again'
          : 'its work would be taken up again',
      };
    case 'trim':
      return { end: 'would-do', why: 'its clock would be trimmed' };
    case 'trouble':
      return { end: 'refused', trouble: verdict.trouble, why: verdict.why };
  }
}
