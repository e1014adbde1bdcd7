import { afterEach, expect, it } from 'vitest';
import { nodeBenchEnv, readBench } from '@fobkit/bench';
import { InstrumentSet } from '../../../../host/bench/instrument/instrument-set.ts';
import { SafeState } from '../../../../host/bench/rig/safe-state.ts';
import { SimulatedClock } from '../../client/support/simulated-clock.ts';
import { EmulatedBench } from '../support/emulated-bench.ts';

let bench: EmulatedBench | undefined;
afterEach(() => bench?.close());

it('an instrument that never comes to an end does not keep the others from being safe', async () => {
  bench = await EmulatedBench.open();
  const { ports, tolerances } = readBench({ text: bench.text, file: bench.file });
  const instruments = new InstrumentSet(nodeBenchEnv());
  const [port] = ports;
  const board = port?.button?.instrument;
  if (board === undefined) throw new Error('the port has no button');
  instruments.board(board).allOff = () => Promise.withResolvers<undefined>().promise;
  const clock = new SimulatedClock();
  const safe = new SafeState({ instruments, tolerances, clock });
  const reaching = safe.reach(ports);
  await clock.advance(60_000);
  const { steps } = await reaching;
  expect(steps.map(({ what, safe: isSafe }) => [what.split(' ')[0], isSafe])).toEqual([
    ['relay', false],
    ['supply', true],
    ['chamber', true],
  ]);
  await instruments.close();
});
