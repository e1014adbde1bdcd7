import { createGuardrails, generateSync } from 'otplib';

/** What server and clients of the bench know of each other. */
export const CONTRACT = '123456';
export const PASSWORD = 'riyousha3';
export const STEP = 30;

const guardrails = createGuardrails({ MIN_SECRET_BYTES: 1 });

export function userOf(user: number): string {
  return `user${user}`;
}

export function seedOf(user: number): Uint8Array {
  return new TextEncoder().encode(`bench-seed-of-user-${user}`.padEnd(20, '*').slice(-20));
}

/** What a user's fob shows at a step. */
export function codeOf(user: number, step: number): string {
  return generateSync({
    strategy: 'totp',
    secret: seedOf(user),
    algorithm: 'sha1',
    digits: 6,
    period: STEP,
    epoch: step * STEP,
    guardrails,
  });
}
