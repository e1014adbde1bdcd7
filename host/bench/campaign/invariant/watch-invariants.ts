import type { Scenario, Step } from '../../scenario/model.ts';
import { blameOf } from '../../run/blame.ts';
import type { Reason, RunRecord } from '../../run/record.ts';
import { everyStepOf } from '../../run/every-step.ts';
import type { RunPorts } from '../../run/runner.ts';
import { type Breach, InvariantFindings } from './invariants.ts';
import { judgeCodes } from './own-time.ts';
import { WatchedRig, type WatchRules } from './watched-rig.ts';

/** The ports of a run, and what was found while it went on. */
export interface InvariantWatch {
  /** The same ports, watched; they answer `expect: { invariants: hold }`. */
  readonly ports: RunPorts;
  readonly findings: InvariantFindings;
  /** Looks at what was written about the run, when it is over; FAIL where something did not hold. */
  judged(record: RunRecord): Promise<RunRecord>;
}

/** Puts the invariants beside a run. They hold whatever the scenario does and expects. */
export function watchInvariants(scenario: Scenario, ports: RunPorts): InvariantWatch {
  const findings = new InvariantFindings();
  const rules = rulesOf(scenario);
  const rigs: WatchedRig[] = [];
  let judged = 0;
  const judge = async (): Promise<void> => {
    const codes = rigs.flatMap(({ book }) => book.booked);
    await judgeCodes(codes.slice(judged), ports.relyingParty.bind(ports), findings);
    judged = codes.length;
  };
  return {
    findings,
    ports: {
      ...ports,
      rigs: {
        kind: ports.rigs.kind,
        name: ports.rigs.name,
        async take(wanted, fob) {
          const rig = new WatchedRig(await ports.rigs.take(wanted, fob), findings, rules);
          rigs.push(rig);
          return rig;
        },
      },
      async invariants() {
        for (const rig of rigs) await rig.settle();
        await judge();
        return findings.breaches.map(({ message }) => message);
      },
    },
    async judged(record) {
      const unjudged = await failureOf(judge);
      const text = JSON.stringify(record, (key, value: unknown) =>
        key === 'picture' ? undefined : value,
      );
      for (const rig of rigs) rig.search(text);
      const whole = unjudged === undefined ? record : broken(record, unjudged);
      return findings.breaches.length === 0 ? whole : failed(whole, findings.breaches);
    },
  };
}

/** Why something did not come off; undefined when it did. */
async function failureOf(work: () => Promise<void>): Promise<Reason | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    const { message } = blameOf(error);
    return { verdict: 'INVALID', message: `the codes of the run cannot be judged: ${message}` };
  }
}

function broken(record: RunRecord, reason: Reason): RunRecord {
  const reasons = [...record.reasons, reason];
  return { ...record, verdict: record.verdict === 'FAIL' ? 'FAIL' : 'INVALID', reasons };
}

/** FAIL, and each breach that no other FAIL tells: a fault that never fired excuses none. */
function failed(record: RunRecord, breaches: readonly Breach[]): RunRecord {
  const untold = breaches.filter(
    ({ message }) =>
      !record.reasons.some((it) => it.verdict === 'FAIL' && it.message.includes(message)),
  );
  const reasons = untold.map(({ message }) => ({ verdict: 'FAIL' as const, message }));
  return { ...record, verdict: 'FAIL', reasons: [...record.reasons, ...reasons] };
}

/** A watch beside a run whose scenario expects the invariants, and that nobody watches yet. */
export function watchWhereExpected(
  scenario: Scenario,
  ports: RunPorts,
): InvariantWatch | undefined {
  if (ports.invariants !== undefined) return undefined;
  const expects = everyStepOf(scenario).some(
    (step) => step.kind === 'expect' && step.expectations.some(({ kind }) => kind === 'invariants'),
  );
  return expects ? watchInvariants(scenario, ports) : undefined;
}

/** What faults and steps of a scenario make of the clock, the LCD and the replies of its fob. */
function rulesOf(scenario: Scenario): WatchRules {
  const { faults, given } = scenario;
  const kinds = [...faults.values()].map(({ text }) => text.split(' ', 1)[0] ?? '');
  const has = (pattern: RegExp): boolean => kinds.some((kind) => pattern.test(kind));
  const clockLies = has(/^(rtc|crystal)\./);
  const unseen = given.others.size > 0 || everyStepOf(scenario).some(mayOpenMenu);
  return {
    clockLies,
    lcdLies: has(/^(lcd|button)\./) || clockLies || unseen,
    repliesLie: has(/^reply\./),
  };
}

/** The pages of the information menu show numbers too. */
function mayOpenMenu(step: Step): boolean {
  return step.kind === 'hold' || (step.kind === 'press' && (step.milliseconds ?? 0) >= 1500);
}
