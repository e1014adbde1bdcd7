import { createGuardrails, generateSync, verifySync } from 'otplib';
import { freshMemory, policies, type Policy, type TokenKey, verifyCode } from '@fobkit/bank';
import { Secret } from '@fobkit/protocol';
import { type BenchCase, type BenchTable, interleave } from '../harness.ts';
import { named } from '../machine.ts';

/** 2026-01-01 00:00:00 UTC, the beginning of a step. */
const NOW = 1_767_225_600;
const STEP = 30;
const SEED = new Uint8Array(20).fill(7);
/** Farther than the widest window of a preset. */
const FAR = 4000;
/** Offsets at which bank and peer must give the same answer. */
const LOOKED_AT = 50;
const PRESETS = ['rfc4226', 'asahi-1303', 'privacyidea', 'multiotp'];

const guardrails = createGuardrails({ MAX_WINDOW: 10_000 });
const common = {
  strategy: 'totp',
  secret: SEED,
  algorithm: 'sha1',
  digits: 6,
  period: STEP,
} as const;
const key: TokenKey = {
  serial: 'SKTH00000017',
  kind: 'hardware',
  parameters: { mode: 'totp', algorithm: 'SHA1', digits: 6, stepSeconds: STEP },
  seed: new Secret(SEED),
};

/** Verifications a second of a token's first code, bank against otplib, all interleaved in one run. */
export async function benchBankVerify(): Promise<BenchTable> {
  const wrong = farCode();
  const right = codeOff(0);
  const chosen = policies.filter(({ name }) => PRESETS.includes(name));
  for (const policy of chosen) checkAgreement(policy);
  const kinds = [
    ['right', right],
    ['wrong', wrong],
  ] as const;
  const cases = chosen.flatMap((policy) =>
    kinds.flatMap(([kind, code]): BenchCase[] => [
      { name: `${policy.name} ${kind} bank`, run: times(() => ours(policy, code)) },
      { name: `${policy.name} ${kind} otplib`, run: times(() => theirs(policy, code)) },
    ]),
  );
  const measured = await interleave(cases);
  const rates = new Map(measured.map(({ name, perSecond }) => [name, perSecond]));
  return {
    title: 'The bank: verifications a second on one thread, TOTP, 6 digits, SHA-1',
    columns: ['preset', 'steps', 'code', 'fobkit', named('otplib'), 'ratio'],
    rows: chosen.flatMap((policy) =>
      kinds.map(([kind]) => {
        const bank = rates.get(`${policy.name} ${kind} bank`) ?? Number.NaN;
        const peer = rates.get(`${policy.name} ${kind} otplib`) ?? Number.NaN;
        const { behind, ahead } = windowOf(policy);
        const steps = `-${behind}…+${ahead}`;
        return [
          policy.name,
          steps,
          kind,
          bank.toFixed(0),
          peer.toFixed(0),
          (bank / peer).toFixed(1),
        ];
      }),
    ),
    notes: [
      'Medians of 9 interleaved rounds; the first code of a token, in the window of first use. Right:',
      'the code of the bank’s own step. The bank also looks for used codes and for a resynchronisation.',
    ],
  };
}

function times(once: () => boolean): BenchCase['run'] {
  return (count) => {
    for (let i = 0; i < count; i++) accepted = (accepted + Number(once())) | 0;
  };
}
/** Keeps the engine from finding that no answer is used. */
let accepted = 0;

function ours(policy: Policy, code: string): boolean {
  const asked = { key, memory: freshMemory, code, unixSeconds: NOW, policy };
  return verifyCode(asked).outcome === 'accepted';
}

function theirs(policy: Policy, code: string): boolean {
  const { behind, ahead } = windowOf(policy);
  const epochTolerance: [number, number] = [behind * STEP, ahead * STEP];
  return verifySync({ ...common, guardrails, epoch: NOW, token: code, epochTolerance }).valid;
}

/** In steps of the token's. */
function windowOf({ firstUse, windowStepSeconds = STEP }: Policy): Policy['firstUse'] {
  const steps = (of: number): number => Math.ceil((of * windowStepSeconds) / STEP);
  return { behind: steps(firstUse.behind), ahead: steps(firstUse.ahead) };
}

function codeOff(steps: number): string {
  return generateSync({ ...common, guardrails, epoch: NOW + steps * STEP });
}

/** A code that no step near the bank's shows. */
function farCode(): string {
  const near = new Set(Array.from({ length: 2 * FAR + 1 }, (_, at) => codeOff(at - FAR)));
  for (let code = 0; ; code++) {
    const text = String(code).padStart(6, '0');
    if (!near.has(text)) return text;
  }
}

/** Engines that disagree are not worth comparing. */
function checkAgreement(policy: Policy): void {
  for (let off = -LOOKED_AT; off <= LOOKED_AT; off++) {
    const code = codeOff(off);
    if (ours(policy, code) !== theirs(policy, code)) {
      throw new Error(`${policy.name}: bank and otplib disagree ${off} steps off`);
    }
  }
}
