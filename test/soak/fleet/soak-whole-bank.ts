import { type FleetSpec, FleetVerdict, LOCKS } from '../../../firmware-sim/fleet/index.ts';
import { fleetJudge } from '../../../host/bank/kernel/fleet-judge.ts';
import { policies } from '../../../host/bank/policy/presets/presets.ts';
import { batchCodeSource } from '../../../host/bank/verify/batch-source.ts';
import { machineLine } from '../../bench/machine.ts';
import { testBank } from '../../host/bank/store/support.ts';
import { recordedFleet } from '../../host/cli/fleet/support/recorded-fleet.ts';
import { restlessFleet } from '../../host/cli/fleet/support/restless-fleet.ts';
import { type Replay, WholeBank } from '../../host/cli/fleet/support/whole-bank.ts';
import { readSoakRecord, writeSoakRecord } from '../soak-record.ts';
import type { FleetBankRecord } from './fleet-bank-record.ts';

const CODES: readonly FleetSpec['codes'][] = [
  { mode: 'totp', algorithm: 'SHA1', digits: 6, stepSeconds: 30 },
  { mode: 'hotp', algorithm: 'SHA1', digits: 8, stepSeconds: 30 },
  { mode: 'totp', algorithm: 'SHA256', digits: 8, stepSeconds: 60 },
  { mode: 'totp', algorithm: 'SHA512', digits: 7, stepSeconds: 36 },
];

/** One fleet after another, under each preset, until so many codes were judged by both banks. */
export async function soakWholeBank(codes: number): Promise<boolean> {
  const begin = performance.now();
  const made = await testBank({ source: batchCodeSource() });
  let record: FleetBankRecord = {
    date: new Date().toISOString().slice(0, 10),
    machine: machineLine(),
    seconds: 0,
    fleets: 0,
    codes: 0,
    locked: 0,
    resynchronised: 0,
    ofTwo: 0,
    ofTwoTaken: 0,
    differences: [],
  };
  const add = ({ differences, ofTwo, verdicts }: Replay): void => {
    const count = (is: (verdict: number) => boolean): number => verdicts.filter(is).length;
    const taken = ofTwo.filter((verdict) => verdict === FleetVerdict.resynchronised);
    record = {
      ...record,
      seconds: Math.round((performance.now() - begin) / 1000),
      fleets: record.fleets + 1,
      codes: record.codes + verdicts.length,
      locked: record.locked + count((verdict) => verdict >= LOCKS),
      resynchronised:
        record.resynchronised + count((verdict) => verdict === FleetVerdict.resynchronised),
      ofTwo: record.ofTwo + ofTwo.length,
      ofTwoTaken: record.ofTwoTaken + taken.length,
      differences: [...record.differences, ...differences],
    };
  };
  try {
    for (let seed = 1000; record.codes < codes; seed++) {
      const policy = policies[seed % policies.length];
      // Another kind in each round of the policies.
      const kind = CODES[(seed + Math.floor(seed / policies.length)) % CODES.length];
      if (policy === undefined || kind === undefined) break;
      const spec = restlessFleet({ seed, codes: kind, fobs: 4, days: 75 });
      const deeds = recordedFleet(spec, fleetJudge(policy, kind));
      const whole = new WholeBank(made.bank, policy, spec, `${policy.name}-${seed}`);
      add(await whole.replay(deeds));
      const { codes: judged, differences, seconds } = record;
      console.log(`${seconds} s  fleet: ${judged} codes at the whole bank, ${differences.length}`);
    }
  } finally {
    await made.close();
    writeSoakRecord({ ...readSoakRecord(), fleetBank: record });
  }
  return record.differences.length === 0;
}
