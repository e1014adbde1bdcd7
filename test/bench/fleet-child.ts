// Run by fleet.ts, for each kind of run in a process of its own as a user's run is. At each line that
// it reads it runs the fleet once and prints the rate, as JSON.
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fleetJudge, findPolicy } from '@fobkit/bank/policy';
import { type FleetJudge, runFleetPart } from '@fobkit/firmware-sim/fleet';
import { makeBatchEngine } from '@fobkit/protocol';
import { fleetOf } from '../firmware-sim/fleet/support/fleets.ts';
import { windowJudge } from '../firmware-sim/fleet/support/window-judge.ts';

const [kind = '', fobs = ''] = process.argv.slice(2);
const spec = fleetOf({ fobs: Number(fobs) });
const engine = kind === 'codes' ? { engine: makeBatchEngine() } : {};
const part = { spec, first: 0, count: spec.fobs, judge: judge(), ...engine };

function judge(): FleetJudge {
  if (kind === 'window')
    return windowJudge({ stepSeconds: 30, behind: 4, ahead: 4, follows: true });
  const policy = findPolicy('asahi-1303');
  if (policy === undefined) throw new Error('no policy asahi-1303');
  return fleetJudge(policy, spec.codes);
}

/** Fob-days a second of CPU time: the machine may have other work. */
function run(): void {
  const before = process.cpuUsage();
  runFleetPart(part);
  const { system, user } = process.cpuUsage(before);
  console.log(JSON.stringify((spec.fobs * spec.days * 1e6) / (system + user)));
}

// What is compiled at the beginning is not timed.
run();
const asked = createInterface({ input: process.stdin });
asked.on('line', run);
await once(asked, 'close');
