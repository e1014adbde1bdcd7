import { type CallOptions, type SealedSession, Secret, ticksOfUnixMs } from '@fobkit/client';
import type { LoadedParameters } from '@fobkit/protocol';
import type { TokenKey } from '../relying-party/relying-party.ts';
import type { HostCommand, LoadWish } from '../scenario/model.ts';
import { type CallOutcome, outcomeOf } from './blame.ts';
import { draw } from './draw.ts';
import { type FobUnderRun, fobDevice } from './fob-under-run.ts';
import { DEFAULT_SEED_LENGTH, parametersOf } from './load-of.ts';
import { sealed } from './sealed.ts';

/** What a host's call wants to know of the run. */
export interface HostContext {
  /** The scenario's. */
  readonly seed: number;
  readonly preset: LoadedParameters;
  /** By the host's own clock, which may be wrong on purpose. */
  readonly hostUnixMs: () => number;
  readonly signal?: AbortSignal | undefined;
}

export interface HostAnswer {
  readonly outcome: CallOutcome | 'wrong-seed';
  readonly evidence: string;
  /** Where the call threw. */
  readonly error?: Error;
}

type SealedCommand = Extract<HostCommand, { name: 'set-clock' | 'trim' | 'rotate-key' }>;

const KEY_LENGTH = 32;

/** Does a host's command to a fob. Rejects with what says nothing about the fob. */
export async function hostCall(
  fob: FobUnderRun,
  command: HostCommand,
  context: HostContext,
): Promise<HostAnswer> {
  try {
    return await new Host(fob, context).do(command);
  } catch (error) {
    const outcome = outcomeOf(error);
    if (outcome === undefined || !(error instanceof Error)) throw error;
    return { outcome, evidence: error.message, error };
  }
}

class Host {
  readonly #fob: FobUnderRun;
  readonly #context: HostContext;
  readonly #options: CallOptions;

  constructor(fob: FobUnderRun, context: HostContext) {
    this.#fob = fob;
    this.#context = context;
    this.#options = context.signal === undefined ? {} : { signal: context.signal };
  }

  async do(command: HostCommand): Promise<HostAnswer> {
    switch (command.name) {
      case 'info':
        return ok(`it is ${(await this.#fob.info(this.#context.signal)).lifecycle}`);
      case 'status':
        return ok(`it is ${(await this.#fob.status(this.#options)).lifecycle}`);
      case 'read-display':
        await this.#plain((device) => device.readDisplay(this.#options));
        return ok('it told its display');
      case 'self-test':
        await this.#plain((device) => device.selfTest(this.#options));
        return ok('it tested itself');
      case 'wink':
        await this.#plain((device) => device.wink(this.#options));
        return ok('it winked');
      case 'read-code':
        return this.#readCode(command.challenge);
      case 'load':
        return this.#load(command.load);
      case 'guess-key':
        return this.#guessKey();
      case 'set-clock':
      case 'trim':
      case 'rotate-key':
        return this.#sealed((session) => this.#administer(command, session));
      case 'key-check':
        return this.#sealed((session) => this.#keyCheck(session));
      case 'wipe':
        return this.#sealed((session) => this.#wipe(session));
    }
  }

  async #administer(command: SealedCommand, session: SealedSession): Promise<HostAnswer> {
    switch (command.name) {
      case 'set-clock': {
        const ms = this.#context.hostUnixMs() + command.offset * 1000;
        await session.setClock(ticksOfUnixMs(ms), this.#options);
        return ok(`its clock is set to ${new Date(ms).toISOString()}`);
      }
      case 'trim':
        await session.trimClock(command.ppb, this.#options);
        return ok(`its clock is trimmed by ${String(command.ppb)} ppb`);
      case 'rotate-key':
        return this.#rotate(session);
    }
  }

  async #keyCheck(session: SealedSession): Promise<HostAnswer> {
    const { token } = this.#fob.belief;
    if (token === undefined) return { outcome: 'wrong-seed', evidence: 'nothing was loaded' };
    const holds = await session.keyCheck(token, this.#options);
    return holds
      ? ok('it holds the seed and parameters that it was loaded with')
      : { outcome: 'wrong-seed', evidence: 'it holds another seed or other parameters' };
  }

  async #wipe(session: SealedSession): Promise<HostAnswer> {
    await session.wipe(this.#options);
    const { token: _, ...kept } = this.#fob.belief;
    this.#fob.belief = { ...kept, registered: false };
    return ok('it is wiped');
  }

  async #readCode(challenge: string | undefined): Promise<HostAnswer> {
    const request = { ...this.#options, ...(challenge === undefined ? {} : { challenge }) };
    const reading = await this.#plain((device) => device.readCode(request));
    this.#fob.gave(reading.code);
    if (reading.mode !== 'totp') this.#fob.counted(reading.movingFactor);
    return ok('it told a code');
  }

  async #load(wish: LoadWish): Promise<HostAnswer> {
    const { loads } = this.#fob.belief;
    const token = this.#tokenOf(wish, loads);
    this.#fob.know({ loads: loads + 1 });
    const { lifecycle } = await this.#fob.info(this.#context.signal);
    return this.#sealed(async (session) => {
      if (lifecycle === 'blank') {
        if (wish.clock !== 'unset') {
          await session.setClock(ticksOfUnixMs(this.#context.hostUnixMs()), this.#options);
        }
        // Whether it is loaded is unknown when no answer comes: a later look at it tells.
        this.#fob.know({ token, registered: false });
      }
      await session.loadSeed(token, this.#options);
      // Another seed counts from anew.
      this.#fob.know({ token, registered: false, counters: [] });
      const holds = await session.keyCheck(token, this.#options);
      return holds
        ? ok(`it is loaded as ${token.serialLabel}, and proved it`)
        : { outcome: 'wrong-seed', evidence: 'it holds another seed than it was loaded with' };
    });
  }

  #tokenOf(wish: LoadWish, ordinal: number): TokenKey {
    const { seed, preset } = this.#context;
    const parameters = parametersOf(wish, preset);
    const purpose = `seed ${this.#fob.name ?? ''} ${String(ordinal)}`;
    const { serialLabel } = parameters;
    return {
      serialLabel,
      seed: draw(seed, purpose, wish.seedLength ?? DEFAULT_SEED_LENGTH),
      parameters,
    };
  }

  async #rotate(session: SealedSession): Promise<HostAnswer> {
    const { keyGeneration } = await this.#fob.info(this.#context.signal);
    const next = keyGeneration + 1;
    const purpose = `transport key ${this.#fob.name ?? ''} ${String(next)}`;
    const key = new Secret(draw(this.#context.seed, purpose, KEY_LENGTH));
    this.#fob.know({ keys: new Map(this.#fob.belief.keys).set(next, key) });
    await session.rotateTransportKey(key, this.#options);
    return ok(`its transport key is of generation ${String(next)}`);
  }

  async #guessKey(): Promise<HostAnswer> {
    const guess = draw(this.#context.seed, 'a wrong transport key', KEY_LENGTH);
    await this.#plain((device) => device.openChannel(guess, this.#options));
    return ok('it took a key that is not its own');
  }

  #plain<T>(work: (device: ReturnType<typeof fobDevice>) => Promise<T>): Promise<T> {
    return this.#fob.use((device) => work(fobDevice(device)), this.#context.signal);
  }

  #sealed(work: (session: SealedSession) => Promise<HostAnswer>): Promise<HostAnswer> {
    return sealed(this.#fob, work, this.#options);
  }
}

function ok(evidence: string): HostAnswer {
  return { outcome: 'ok', evidence };
}
