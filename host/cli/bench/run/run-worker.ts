import { parentPort, receiveMessageOnPort } from 'node:worker_threads';
import { readScenarios, type RunPorts, runScenario, type Scenario } from '@fobkit/bench';
import { InProcessRigs } from '@fobkit/emulator';
import { fromHex } from '@fobkit/protocol';
import * as v from 'valibot';
import { type RelyingPartyChoice, relyingPartyOf } from '../relying-party/relying-party.ts';
import { type RunAnswer, type RunOrder, runStopSchema, toWorkerSchema } from './run-order.ts';
import { runPorts } from './run-ports.ts';
import { scenarioEnv } from '../scenario-env.ts';

// The entry of a worker thread: runs scenarios on emulated fobs in it, one after the other.

const rigs = new InProcessRigs();
const env = scenarioEnv();
const stop = new AbortController();

parentPort?.on('message', (message: unknown) => {
  const told = v.parse(toWorkerSchema, message);
  if ('stop' in told) stop.abort();
  else void answer(told).then(tell);
});

async function answer(order: RunOrder): Promise<RunAnswer> {
  const { cell, file, run } = order;
  try {
    const scenario = scenariosOf(order)[cell];
    if (scenario === undefined) throw new Error(`${file.file} has no run ${String(cell)}`);
    const judge = await relyingPartyOf(order.relyingParty);
    const record = await runScenario(scenario, portsOf(order, judge));
    return { said: 'record', run, record };
  } catch (error) {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { said: 'broke', run, message };
  }
}

/** Orders of one file come one after the other: it is read once. */
let lastRead: { readonly key: string; readonly scenarios: readonly Scenario[] } | undefined;

function scenariosOf({ file, set }: RunOrder): readonly Scenario[] {
  const key = JSON.stringify([file.file, set]);
  if (lastRead?.key !== key) lastRead = { key, scenarios: readScenarios(file, env, { set }) };
  return lastRead.scenarios;
}

function portsOf({ run, runId, steps }: RunOrder, judge: RelyingPartyChoice): RunPorts {
  return runPorts(rigs, {
    ...judge,
    runId: fromHex(runId),
    signal: stop.signal,
    onStep: (step) => {
      lookForStop();
      if (steps) tell({ said: 'step', run, step });
    },
  });
}

/** An emulated fob waits for nothing outside: no message would be heard before its run is over. */
function lookForStop(): void {
  const waiting = parentPort === null ? undefined : receiveMessageOnPort(parentPort);
  if (waiting !== undefined && v.is(runStopSchema, waiting.message)) stop.abort();
}

function tell(answer: RunAnswer): void {
  parentPort?.postMessage(answer);
}
