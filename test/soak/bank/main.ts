import * as fc from 'fast-check';
import { playHistory } from '../../host/bank/store/history/play-history.ts';
import { RealBank } from '../../host/bank/store/history/real-bank.ts';
import { anyStep } from '../../host/bank/store/history/step.ts';

/** Plays so many events on the bank and on the reference model: `main.ts EVENTS SEED`. */
const [eventsText = '200000', seedText = '1'] = process.argv.slice(2);
const STEPS = 500;

const events = Number(eventsText);
const seed = Number(seedText);
if (!Number.isSafeInteger(events) || events < 1 || !Number.isSafeInteger(seed)) {
  throw new Error('usage: main.ts EVENTS SEED, both whole numbers');
}

const steps = fc.array(anyStep, { minLength: STEPS, maxLength: STEPS, size: 'max' });
let played = 0;
for (let run = 0; played < events; run++) {
  const [history = []] = fc.sample(steps, { numRuns: 1, seed: seed + run });
  const bank = await RealBank.open(run);
  const difference = await playHistory(bank, history);
  await bank.made.close();
  played += history.length;
  if (difference !== undefined) {
    process.stdout.write(`${JSON.stringify({ seed: seed + run, ...difference })}\n`);
    process.exit(1);
  }
}
process.stdout.write(`${JSON.stringify({ events: played, seed, differences: 0 })}\n`);
