import type { RelyingPartyRules, Scenario, Step } from '../../scenario/model.ts';
import type { RunRecord } from '../../run/record.ts';
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

/** What faults and steps of a scenario make of the clock, the LCD and the replies of its fob. */
function rulesOf({ faults, steps, given }: Scenario): WatchRules {
  const kinds = [...faults.values()].map(({ text }) => text.split(' ', 1)[0] ?? '');
  const has = (pattern: RegExp): boolean => kinds.some((kind) => pattern.test(kind));
  return {
    clockLies: has(/^(rtc|crystal)\./),
    lcdLies:
      has(/^(lcd|button)\./) || given.others.size > 0 || holds(steps) || has(/^(rtc|crystal)\./),
    repliesLie: has(/^reply\./),
  };
}

/** A long press opens the information menu, whose pages show numbers too. */
function holds(steps: readonly Step[]): boolean {
  return steps.some((step) => {
    switch (step.kind) {
      case 'hold':
        return true;
      case 'press':
        return (step.milliseconds ?? 0) >= 1500;
      case 'repeat':
        return holds(step.steps);
      case 'group':
        return holds(step.group.steps);
      case 'power-cuts':
        return holds([...step.sweep.during, ...step.sweep.then]);
      default:
        return false;
    }
  });
}
