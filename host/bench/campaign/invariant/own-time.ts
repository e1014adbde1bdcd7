import type { RelyingParty } from '../../relying-party/relying-party.ts';
import type { RunPorts } from '../../run/runner.ts';
import type { RelyingPartyRules } from '../../scenario/model.ts';
import type { BookedCode } from './code-book.ts';
import type { CodeKey } from './code-key.ts';
import type { InvariantFindings } from './invariants.ts';

const RULES: RelyingPartyRules = {
  window: 1,
  resyncWindow: 1,
  lockAfter: 1_000_000,
  followsDrift: false,
};
/** How far outside its time a code is tried, in steps or counters; the window is 1. */
const OUTSIDE = [-400, -3, -2, 2, 3, 400];
/** Counters ahead of the first that a relying party may have to try. */
const MOST_AHEAD = 1000;

/**
 * Lets a relying party of its own judge each code: it must verify in its own time, and outside only
 * where by the readable engine another step of the window has, by chance, the same code.
 */
export async function judgeCodes(
  codes: readonly BookedCode[],
  relyingParty: RunPorts['relyingParty'],
  findings: InvariantFindings,
): Promise<void> {
  if (codes.length === 0) return;
  const party = await relyingParty(RULES, RULES);
  try {
    for (const booked of codes) await judgeAlone(party, booked, findings);
  } finally {
    await party.close?.();
  }
}

/** With its token as the only one of the relying party. */
async function judgeAlone(party: RelyingParty, booked: BookedCode, findings: InvariantFindings) {
  const { seed, parameters } = booked.key;
  const { mode, serialLabel } = parameters;
  await party.register({ serialLabel, seed, parameters }, 0);
  if (mode === 'totp') await judgeStep(party, booked, findings);
  else await judgeCounter(party, booked, findings);
  await party.cancel(serialLabel);
}

async function judgeStep(party: RelyingParty, booked: BookedCode, findings: InvariantFindings) {
  const { key, code, counter } = booked;
  const { serialLabel, t0 = 0 } = key.parameters;
  for (const off of [0, ...OUTSIDE]) {
    const step = counter + off;
    if (step < 1) continue;
    const unixSeconds = t0 + step * key.stepSeconds + Math.floor(key.stepSeconds / 2);
    const { outcome } = await party.judge(serialLabel, code, { unixSeconds, window: 1 });
    const engine = agrees(key, code, step - 1, step + 1);
    tell(findings, outcome === 'accepted', { engine, off, what: 'step' });
  }
}

async function judgeCounter(party: RelyingParty, booked: BookedCode, findings: InvariantFindings) {
  const { key, code, counter } = booked;
  const { serialLabel, counter: first = 0 } = key.parameters;
  const ahead = counter - first;
  if (ahead < 0 || ahead > MOST_AHEAD) return;
  // Window by window: with its own counter in it, and the last one without.
  for (const window of ahead === 0 ? [0] : [ahead, ahead - 1]) {
    const { outcome } = await party.judge(serialLabel, code, { unixSeconds: 0, window });
    const engine = agrees(key, code, first, first + window);
    tell(findings, outcome === 'accepted', { engine, off: window - ahead, what: 'counter' });
  }
}

interface Judged {
  /** By the readable engine. */
  readonly engine: boolean;
  readonly off: number;
  readonly what: string;
}

function tell(findings: InvariantFindings, accepted: boolean, { engine, off, what }: Judged): void {
  findings.check('code-of-its-time', accepted === engine, () => {
    const how = accepted ? 'verifies' : 'does not verify';
    return `a code ${how} ${String(off)} ${what}s off its own, and the readable engine disagrees`;
  });
}

function agrees(key: CodeKey, code: string, from: number, to: number): boolean {
  for (let counter = Math.max(0, from); counter <= to; counter++) {
    if (key.codeOf(counter) === code) return true;
  }
  return false;
}
