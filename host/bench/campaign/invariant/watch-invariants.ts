import type { RelyingPartyRules, Scenario, Step } from '../../scenario/model.ts';
import type { RunRecord } from '../../run/record.ts';
import { everyStep } from '../../run/every-step.ts';
import type { RunPorts } from '../../run/runner.ts';
import { InvariantFindings } from './invariants.ts';
import { judgeCodes } from './own-time.ts';
import { WatchedRig, type WatchRules } from './watched-rig.ts';

/** The ports of a run, and what was found while it went on. */
export interface InvariantWatch {
  /** The same ports, watched; they answer `expect: { invariants: hold }`. */
  readonly ports: RunPorts;
  readonly findings: InvariantFindings;
  /** Looks at what was written about the run, when it is over. */
  finish(record: RunRecord): Promise<void>;
}

/** Puts the invariants beside a run. They hold whatever the scenario does and expects. */
export function watchInvariants(scenario: Scenario, ports: RunPorts): InvariantWatch {
  const findings = new InvariantFindings();
  const rules = rulesOf(scenario);
  const rigs: WatchedRig[] = [];
  let judged = 0;
  const judge = async (): Promise<void> => {
    const codes = rigs.flatMap(({ book }) => book.booked);
    const relyingParty = (wanted: RelyingPartyRules) => ports.relyingParty(wanted);
    await judgeCodes(codes.slice(judged), relyingParty, findings);
    judged = codes.length;
  };
  return {
    findings,
    ports: {
      ...ports,
      relyingParty: (wanted) => ports.relyingParty(wanted),
      preset: (profile) => ports.preset(profile),
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
    async finish(record) {
      await judge();
      const text = JSON.stringify(record, (key, value: unknown) =>
        key === 'picture' ? undefined : value,
      );
      for (const rig of rigs) rig.search(text);
    },
  };
}

/** Ports with the invariants beside the run, where the scenario expects them and nobody watches. */
export function portsFor(scenario: Scenario, ports: RunPorts): RunPorts {
  if (ports.invariants !== undefined) return ports;
  const expects = everyStep(scenario).some(
    (step) =>
      step.kind === 'expect' && step.expectations.some(({ kind }) => kind === 'invariants'),
  );
  return expects ? watchInvariants(scenario, ports).ports : ports;
}

/** What faults and steps of a scenario make of the clock, the LCD and the replies of its fob. */
function rulesOf(scenario: Scenario): WatchRules {
  const { faults, given } = scenario;
  const kinds = [...faults.values()].map(({ text }) => text.split(' ', 1)[0] ?? '');
  const has = (pattern: RegExp): boolean => kinds.some((kind) => pattern.test(kind));
  const clockLies = has(/^(rtc|crystal)\./);
  const unseen = given.others.size > 0 || everyStep(scenario).some(mayOpenMenu);
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
