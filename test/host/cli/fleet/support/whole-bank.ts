import { fleetSecret } from '../../../../../firmware-sim/fleet/fleet-secret.ts';
import { type FleetSpec, FleetVerdict, LOCKS } from '../../../../../firmware-sim/fleet/index.ts';
import type { BankEvent } from '../../../../../host/bank/domain/views.ts';
import type { Policy } from '../../../../../host/bank/policy/policy.ts';
import { tokenOfRow } from '../../../../../host/bank/store/contract-rows.ts';
import type { OpenedBank } from '../../../../../host/bank/store/open-bank.ts';
import {
  type BankRelyingParty,
  relyingParty,
} from '../../../../../host/bank/store/relying-party.ts';
import type { TokenMemory } from '../../../../../host/bank/verify/token-key.ts';
import { columnsOf } from '../../../../../host/bank/verify/memory-numbers.ts';
import { unlock } from '../../../../../host/bank/verify/unlock.ts';
import { OPERATOR } from '../../../bank/store/support.ts';
import type { Deed } from './recorded-fleet.ts';

type TypedCode = Extract<Deed, { kind: 'code' }>;
type TwoCodes = Extract<Deed, { kind: 'together' }>;

/** What the whole bank says of the codes of a fleet. */
export interface Replay {
  readonly verdicts: readonly number[];
  /** Of two codes in a row that were read out to the help desk; they are not among `verdicts`. */
  readonly ofTwo: readonly number[];
  /** What the fleet's bank has otherwise, of each fob the first. */
  readonly differences: readonly string[];
}

/** `wrong, locks` … */
export function verdictWord(verdict: number): string {
  const kind = verdict & (LOCKS - 1);
  const [word = 'unknown'] =
    Object.entries(FleetVerdict).find(([, number]) => number === kind) ?? [];
  return verdict === kind ? word : `${word}, locks`;
}

/** The whole bank by some policy, on the fobs of a fleet. */
export class WholeBank {
  readonly #bank: OpenedBank;
  readonly #party: BankRelyingParty;
  readonly #spec: FleetSpec;
  readonly #prefix: string;
  readonly #registered = new Set<string>();
  /** What has happened since the code was given that is judged. */
  #events: BankEvent[] = [];

  /** `prefix`: of its serials, in a bank where others may be. */
  constructor(bank: OpenedBank, policy: Policy, spec: FleetSpec, prefix: string) {
    const { parts } = bank;
    this.#bank = bank;
    this.#party = relyingParty({
      parts: { ...parts, settings: { ...parts.settings, policy } },
    });
    this.#spec = spec;
    this.#prefix = prefix;
  }

  /** The same codes at the same times; of a fob that is not the same no more are given. */
  async replay(deeds: readonly Deed[]): Promise<Replay> {
    const different = new Map<string, string>();
    const [verdicts, ofTwo]: [number[], number[]] = [[], []];
    const stop = this.#bank.events.subscribe(OPERATOR, (event) => this.#events.push(event));
    for (const deed of deeds) {
      const serial = `${this.#prefix}-${deed.fob}-${deed.generation}`;
      if (different.has(serial)) continue;
      await this.#register(serial, deed);
      if (deed.kind === 'unlock') await this.#unlock(serial, deed.how);
      else {
        const verdict =
          deed.kind === 'code'
            ? await this.#verify(serial, deed)
            : await this.#resynchronise(serial, deed);
        (deed.kind === 'code' ? verdicts : ofTwo).push(verdict);
        if (verdict !== deed.verdict) {
          const [said, wanted] = [verdictWord(verdict), verdictWord(deed.verdict)];
          different.set(serial, `at ${deed.unixSeconds}: ${said}; not ${wanted}`);
          continue;
        }
      }
      const memory = columnsOf(await this.#memoryOf(serial)).join();
      if (memory !== deed.memory.join()) {
        different.set(serial, `after ${deed.kind}: ${memory}; not ${deed.memory.join()}`);
      }
    }
    stop();
    return {
      verdicts,
      ofTwo,
      differences: [...different].map(([serial, what]) => `${serial} ${what}`),
    };
  }

  /** A fob is registered without a code: the first that its owner types is one like the others. */
  async #register(serialLabel: string, { fob, generation }: Deed): Promise<void> {
    if (this.#registered.has(serialLabel)) return;
    this.#registered.add(serialLabel);
    const { codes, madeOn } = this.#spec;
    const { stepSeconds, ...parameters } = codes;
    const key = {
      serialLabel,
      seed: fleetSecret(this.#spec, fob, generation),
      parameters: parameters.mode === 'hotp' ? parameters : { ...parameters, stepSeconds },
    };
    const reply = await this.#party.register(key, madeOn * 86_400);
    if (reply !== 'ok') throw new Error(`${serialLabel} is registered already`);
  }

  async #verify(serial: string, { unixSeconds, value }: TypedCode): Promise<number> {
    this.#events = [];
    const { outcome } = await this.#party.verify(serial, this.#digits(value), unixSeconds);
    const kinds = this.#events.map(({ kind }) => kind);
    const why = this.#events.find(({ kind }) => kind === 'code.refused')?.facts['why'];
    const locks = kinds.includes('token.locked') ? LOCKS : 0;
    switch (outcome) {
      case 'accepted':
        return kinds.includes('code.resynchronised')
          ? FleetVerdict.resynchronised
          : FleetVerdict.accepted;
      case 'replayed':
        return FleetVerdict.replayed + locks;
      case 'wrong':
        return (why === 'wrong' ? FleetVerdict.wrong : FleetVerdict.resyncWanted) + locks;
      case 'locked': {
        const isLocked = await this.#party.isLocked(serial);
        return isLocked ? FleetVerdict.locked + locks : FleetVerdict.throttled;
      }
      case 'unknown':
        throw new Error(`${serial} is not registered`);
    }
  }

  async #resynchronise(serial: string, { unixSeconds, values }: TwoCodes): Promise<number> {
    this.#events = [];
    const wasLocked = await this.#party.isLocked(serial);
    const [first, second] = values.map((value) => this.#digits(value));
    if (first === undefined || second === undefined) throw new Error('two codes are two');
    const outcome = await this.#party.resynchronise(serial, [first, second], unixSeconds);
    if (outcome === 'ok') return FleetVerdict.resynchronised;
    const locks = !wasLocked && (await this.#party.isLocked(serial)) ? LOCKS : 0;
    const told = this.#events.find(({ kind }) => kind === 'token.resync')?.facts['outcome'];
    if (told === 'refused') return FleetVerdict.wrong + locks;
    if (told === 'throttled') return FleetVerdict.throttled;
    if (told === 'locked') return FleetVerdict.locked;
    throw new Error(`${serial}: two codes are ${String(told)}`);
  }

  #digits(value: number): string {
    return String(Math.max(0, value)).padStart(this.#spec.codes.digits, '0');
  }

  /** No desk of the bank forgets the drift: that is written into its books. */
  async #unlock(serial: string, how: 'release' | 'reset'): Promise<void> {
    const memory = how === 'reset' ? unlock(await this.#memoryOf(serial), how) : undefined;
    await this.#party.unlock(serial);
    if (memory === undefined) return;
    await this.#bank.database.write(async (db) => {
      await db
        .updateTable('token')
        .set({ memory: JSON.stringify(memory) })
        .where('serial', '=', serial)
        .execute();
    });
  }

  async #memoryOf(serial: string): Promise<TokenMemory> {
    const row = await this.#bank.database.read
      .selectFrom('token')
      .selectAll()
      .where('serial', '=', serial)
      .executeTakeFirstOrThrow();
    return tokenOfRow(row).memory;
  }
}
