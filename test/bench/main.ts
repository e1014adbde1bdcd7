import { benchBankHttp } from './bank/http.ts';
import { benchBankVerify } from './bank/verify.ts';
import { benchRuns } from './bench-runs.ts';
import { benchCampaigns } from './campaigns.ts';
import { benchBatches } from './codes-batch.ts';
import { benchCodes } from './codes.ts';
import { benchFiveYears } from './five-years.ts';
import { benchFleet } from './fleet.ts';
import { benchFleetWorkers } from './fleet-workers.ts';
import { benchFrames } from './frames.ts';
import { type BenchTable, tableText } from './harness.ts';
import { machineLine } from './machine.ts';
import { benchManyFobs } from './many-fobs.ts';
import { benchPowerCuts } from './power-cuts.ts';
import { benchProvisioning } from './provisioning.ts';
import { benchReady } from './ready.ts';
import { benchSnapshots } from './snapshots.ts';
import { benchRegistryCommits } from './station/commits.ts';
import { benchManyStations } from './station/many.ts';
import { benchStationRates } from './station/rates.ts';
import { benchUsbKernel } from './usb-kernel.ts';
import { benchUsb } from './usb.ts';

type Section = () => Promise<BenchTable>;

const sections: Readonly<Record<string, Section | readonly Section[]>> = {
  codes: benchCodes,
  batches: benchBatches,
  frames: benchFrames,
  ready: benchReady,
  fobs: benchManyFobs,
  fleet: [benchFleet, benchFleetWorkers],
  provisioning: benchProvisioning,
  years: benchFiveYears,
  cuts: benchPowerCuts,
  snapshots: benchSnapshots,
  runs: benchRuns,
  campaigns: benchCampaigns,
  station: benchStationRates,
  registry: benchRegistryCommits,
  stations: benchManyStations,
  bank: [benchBankVerify, benchBankHttp],
  usb: benchUsb,
  kernel: benchUsbKernel,
};

const names = Object.keys(sections);
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !names.includes(name));

if (unknown.length > 0) {
  console.error(`bench: no section ${unknown.join(', ')}; there are: ${names.join(' ')}`);
  process.exitCode = 2;
} else {
  console.log(`${new Date().toISOString().slice(0, 10)}, ${machineLine()}\n`);
  const begin = performance.now();
  for (const [name, bench] of Object.entries(sections)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    for (const one of [bench].flat()) console.log(`${tableText(await one())}\n`);
  }
  console.log(`${((performance.now() - begin) / 1000).toFixed(0)} s in all`);
}
