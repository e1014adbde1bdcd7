import * as fc from 'fast-check';
import { type Difference, playHistory } from '../../host/bank/store/history/play-history.ts';
import { RealBank } from '../../host/bank/store/history/real-bank.ts';
import { anyStep } from '../../host/bank/store/history/step.ts';

/** Plays so many events on the bank and on the reference model: `main.ts EVENTS SEED`. */
const [eventsText = '200000', seedText = '1'] = process.argv.slice(2);
const STEPS = 500;
/** Histories side by side, each with a bank of its own: one counts while another hashes a password. */
const SIDE_BY_SIDE = 3;

const events = Number(eventsText);
const seed = Number(seedText);
if (!Number.isSafeInteger(events) || events < 1 || !Number.isSafeInteger(seed)) {
  throw new Error('usage: main.ts EVENTS SEED, both whole numbers');
}

const steps = fc.array(anyStep, { minLength: STEPS, maxLength: STEPS, size: 'max' });
const differences: (Difference & { readonly seed: number })[] = [];
let begun = 0;
let histories = 0;

async function playOn(): Promise<void> {
  while (begun < events && differences.length === 0) {
    const run = histories++;
    const [history = []] = fc.sample(steps, { numRuns: 1, seed: seed + run });
    begun += history.length;
    const bank = await RealBank.open(run);
    const difference = await playHistory(bank, history);
    await bank.made.close();
    if (difference !== undefined) differences.push({ seed: seed + run, ...difference });
  }
}

await Promise.all(Array.from({ length: SIDE_BY_SIDE }, playOn));
process.stdout.write(`${JSON.stringify({ events: begun, seed, histories, differences })}\n`);
if (differences.length > 0) process.exitCode = 1;
