import { toHex } from '@fobkit/protocol';
import type { LabelContent } from '../label/label.ts';
import type { Lot } from '../lot/lot.ts';
import type { Completion } from '../run/work-store.ts';
import type { VisitEnd } from '../run/station-event.ts';
import { Loading } from './loading.ts';
import type { LoadingJob } from './loading-job.ts';
import type { IntentStep, Trouble } from './unit.ts';
import {
  isOfTheLink,
  RegistryFault,
  troubleIn,
  VisitStopped,
  type VisitTrouble,
} from './visit-trouble.ts';

/** How a visit of a fob ended. */
export interface Finished {
  readonly end: VisitEnd;
  readonly trouble?: Trouble;
  readonly why?: string;
}

/** Troubles after which the fob only has to be plugged in again. */
const COMES_BACK: readonly Trouble[] = [
  'no-press',
  'label-printer',
  'link-lost',
  'left',
  'unknown-batch',
  'host-clock',
];

/** Ends a claim: complete, rolled back, quarantined or left open, and on record as that. */
export class Finishing {
  readonly #job: LoadingJob;
  readonly #lot: Lot;
  readonly #loading: Loading;
  #step: IntentStep;

  constructor(job: LoadingJob, lot: Lot) {
    this.#job = job;
    this.#lot = lot;
    this.#loading = new Loading(job);
    this.#step = job.claim.step;
  }

  async run(): Promise<Finished> {
    try {
      await this.#loading.run();
      await this.#label();
      await this.#record();
      return { end: 'done' };
    } catch (error) {
      if (error instanceof RegistryFault) throw error;
      return await this.giveUp(troubleIn(this.#job.signal, error), error);
    }
  }

  /** A unit that is not finished in this visit. The fob is asked what it holds, if it can be. */
  async giveUp(trouble: VisitTrouble, error: unknown = trouble): Promise<Finished> {
    const { claim, tools } = this.#job;
    const { store } = tools;
    const { trouble: name, message: why } = trouble;
    const told = { trouble: name, why };
    // Nothing of the unit has reached the fob.
    if (this.#reached === 'claimed' || (await this.#isBlank(trouble))) {
      await store.rollBack(claim, name, why);
      return { end: 'rolled-back', ...told };
    }
    if (COMES_BACK.includes(name) || isOfTheLink(error)) {
      await store.leave(claim, name, why);
      return { end: 'left-open', ...told };
    }
    await store.quarantine(claim, name, why);
    return { end: 'quarantined', ...told };
  }

  get #reached(): IntentStep {
    return this.#step === 'claimed' ? this.#loading.step : this.#step;
  }

  /** Whether the fob, asked after the failure, tells that it is blank. Nobody answers: it may not be. */
  async #isBlank(trouble: VisitTrouble): Promise<boolean> {
    if (trouble instanceof VisitStopped) return false;
    const { fob, claim } = this.#job;
    try {
      const { lifecycle, loaded, deviceId, keyGeneration } = await fob.getInfo();
      const same = toHex(deviceId) === claim.deviceId;
      // A unit that is unused again keeps no transport key: the fob would never open any more.
      return same && lifecycle === 'blank' && loaded === undefined && keyGeneration === 0;
    } catch {
      return false;
    }
  }

  async #label(): Promise<void> {
    const { claim, tools, book, signal } = this.#job;
    if (this.#step !== 'labelling') await tools.store.enter(claim, 'labelling');
    this.#step = 'labelling';
    if (tools.printer === undefined) return;
    book.enter('label');
    // Counted before it is printed: a label that nobody knows of would end on another fob.
    await tools.store.labelPrinted(claim);
    await tools.printer.print(this.#labelContent(), signal);
  }

  #labelContent(): LabelContent {
    const { unit, deviceId } = this.#job.claim;
    const { expiry } = this.#lot;
    return {
      serialLabel: unit.serialLabel,
      deviceId,
      lot: this.#lot.name,
      ...(expiry === undefined ? {} : { expiry }),
    };
  }

  async #record(): Promise<void> {
    const { fob, claim, tools, book, signal } = this.#job;
    book.enter('record');
    const { counter } = await fob.getStatus({ signal });
    const completion: Completion = {
      ...book.facts,
      keyGeneration: claim.nextGeneration,
      ...(counter === undefined ? {} : { counter }),
    };
    await tools.store.complete(claim, completion);
  }
}
