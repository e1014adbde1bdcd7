import { RigError } from '@fobkit/client';
import { toHex } from '@fobkit/protocol';
import { missingNeed } from './needs.ts';
import type { Check, CheckResult, ConformReport } from './model.ts';
import { makeReady } from './probe/make-ready.ts';
import { CheckInvalid, CheckSkipped, RuleBroken } from './probe/outcome.ts';
import { Probe, type ProbeState } from './probe/probe.ts';
import { judge, worst } from './rule/judge.ts';
import { sectionOf } from './rule/rules.ts';
import type { Subject, SubjectSource } from './subject.ts';

export interface ConformOptions {
  readonly source: SubjectSource;
  readonly checks: readonly Check[];
  /** Whether checks that load, wipe or cost attempts may run on a fob that is not fresh. */
  readonly destructive: boolean;
  /** Wall time of the host. */
  readonly wall: { unixMs(): number; now(): number };
  readonly onCheck?: (result: CheckResult, done: number, of: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Runs checks on a fob, one after the other, and tells what they say of each rule. Rejects when
 * the fob cannot be reached at all, or with the reason of the signal.
 */
export async function runConformance(options: ConformOptions): Promise<ConformReport> {
  const { source, checks, wall } = options;
  const begin = wall.now();
  const started = new Date(wall.unixMs()).toISOString();
  const run = new Run(options);
  const results: CheckResult[] = [];
  let left: string | undefined;
  let looked: Looked;
  try {
    looked = await run.look();
    for (const check of checks) {
      options.signal?.throwIfAborted();
      const result = await run.check(check);
      results.push(result);
      options.onCheck?.(result, results.length, checks.length);
    }
  } finally {
    // Also when the run is broken off: the fob has whatever the last check put into it.
    left = await run.end();
  }
  const { subject, told } = looked;
  const verdicts = results.map(({ verdict }) => verdict);
  return {
    format: 'fobkit conformance',
    version: 1,
    subject: {
      name: subject.name,
      ...told,
      links: [subject.serial, subject.hid, subject.webusb].flatMap((link) => link?.url ?? []),
    },
    destructive: source.fresh || options.destructive,
    started,
    milliseconds: Math.round(wall.now() - begin),
    verdict: worst(left === undefined ? verdicts : [...verdicts, 'INVALID']),
    ...(left === undefined ? {} : { left }),
    checks: results,
    rules: judge(results),
  };
}

interface Looked {
  readonly subject: Subject;
  readonly told: Pick<ConformReport['subject'], 'deviceId' | 'model' | 'firmwareVersion'>;
}

class Run {
  readonly #options: ConformOptions;
  #subject: Subject | undefined;
  readonly #state: ProbeState = { key: undefined, label: undefined };
  #wasTouched = false;

  constructor(options: ConformOptions) {
    this.#options = options;
  }

  /** Who the fob says that it is; one that cannot say it is checked all the same. */
  async look(): Promise<Looked> {
    const subject = await this.#take();
    const probe = new Probe(subject, this.#state);
    try {
      const { deviceId, model, firmwareVersion } = await probe.info(await probe.talk());
      return { subject, told: { deviceId: toHex(deviceId), model, firmwareVersion } };
    } catch (error) {
      if (!(error instanceof RuleBroken)) throw error;
      return { subject, told: { deviceId: '', model: '', firmwareVersion: '' } };
    } finally {
      await probe.closeWires();
    }
  }

  async check(check: Check): Promise<CheckResult> {
    const { name, title, rules } = check;
    const begin = this.#options.wall.now();
    const subject = await this.#take();
    const probe = new Probe(subject, this.#state);
    const verdict = await this.#verdictOf(check, probe);
    const { broken } = verdict;
    return {
      name,
      title,
      rules,
      verdict: verdict.verdict,
      ...(broken === undefined ? {} : { broken: { rule: broken, section: sectionOf(broken) } }),
      ...(verdict.message === undefined ? {} : { message: verdict.message }),
      assertions: probe.assertions,
      evidence: probe.evidence.lines,
      milliseconds: Math.round(this.#options.wall.now() - begin),
    };
  }

  /**
   * Leaves a fob that was loaded and wiped as a blank one with its own trim and its factory key, and
   * lets go of it; why it could not be left so.
   */
  async end(): Promise<string | undefined> {
    const subject = this.#subject;
    if (subject === undefined) return undefined;
    const probe = new Probe(subject, this.#state);
    try {
      if (this.#wasTouched && !this.#options.source.fresh) await makeReady(probe, this.#state);
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    } finally {
      await probe.closeWires().catch(() => undefined);
      await subject.close();
    }
  }

  async #verdictOf(check: Check, probe: Probe): Promise<Outcome> {
    const lacking = missingNeed(check, probe.subject, {
      destructive: this.#options.source.fresh || this.#options.destructive,
    });
    if (lacking !== undefined) return { verdict: 'SKIPPED', message: lacking };
    this.#wasTouched ||= check.needs.includes('key');
    try {
      if (check.needs.includes('key') && !this.#options.source.fresh)
        await makeReady(probe, this.#state);
      await check.run(probe);
      if (probe.assertions > 0) return { verdict: 'PASS' };
      return { verdict: 'INVALID', message: 'nothing was looked at' };
    } catch (error) {
      return outcomeOf(error, check);
    } finally {
      // What a check leaves open must not disturb the next one; a link that is lost is closed.
      await probe.closeWires().catch(() => undefined);
    }
  }

  async #take(): Promise<Subject> {
    const { source } = this.#options;
    if (this.#subject !== undefined && !source.fresh) return this.#subject;
    await this.#subject?.close();
    const subject = await source.take();
    this.#subject = subject;
    this.#state.key = subject.transportKey;
    return subject;
  }
}

interface Outcome {
  readonly verdict: CheckResult['verdict'];
  readonly broken?: string;
  readonly message?: string;
}

function outcomeOf(error: unknown, check: Check): Outcome {
  if (error instanceof RuleBroken) {
    return { verdict: 'FAIL', broken: error.rule, message: error.message };
  }
  if (error instanceof CheckSkipped) return { verdict: 'SKIPPED', message: error.message };
  if (error instanceof RigError && error.code === 'lacking') {
    return { verdict: 'SKIPPED', message: error.message };
  }
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof CheckInvalid || error instanceof RigError) {
    return { verdict: 'INVALID', message };
  }
  return { verdict: 'INVALID', message: `${check.name} could not be carried out: ${message}` };
}
