import { gather } from '@fobkit/client';
import { nodeClock } from '@fobkit/client/node';
import { checkDatabase } from '@fobkit/store';
import { statSync } from 'node:fs';
import { everyCandidate } from '../device/link-of.ts';
import type { Cli } from '../program/cli.ts';
import { readSession } from './session.ts';
import type { Station } from './open-station.ts';
import type { StationFinding } from './station-finding.ts';
import { localTime } from '../store/tell.ts';

const CLOCK_TOLERANCE_MS = 2000;
const OTHERS = 0o077;

/** Whether registry, key, clock, operator and ports are in order. */
export async function checkStation(cli: Cli, station: Station): Promise<readonly StationFinding[]> {
  return [
    { what: 'registry', ok: true, found: station.registry.database.name },
    await integrityOf(station),
    keyOf(station),
    await clockOf(station),
    await operatorAt(station),
    await goldenOf(station),
    await portsAt(cli),
  ];
}

async function integrityOf({ registry }: Station): Promise<StationFinding> {
  const [fault, ...others] = await checkDatabase(registry.database);
  if (fault === undefined) return { what: 'integrity', ok: true, found: 'it holds together' };
  const more = others.length === 0 ? '' : ` and ${String(others.length)} more`;
  const mend = 'stop work; bring the last backup back with fob station restore';
  return { what: 'integrity', ok: false, found: `${fault}${more}`, mend };
}

function keyOf({ file }: Station): StationFinding {
  const { vault } = file;
  if (vault.kind === 'passphrase') return { what: 'key', ok: true, found: 'a passphrase' };
  const open = (statSync(vault.file).mode & OTHERS) !== 0;
  if (open) return { what: 'key', ok: false, found: vault.file, mend: `chmod 600 ${vault.file}` };
  return { what: 'key', ok: true, found: vault.file };
}

async function clockOf({ registry }: Station): Promise<StationFinding> {
  const offMs = nodeClock.unixMs() - (await registry.database.now());
  const found = `off by ${String(Math.round(offMs))} ms from the registry`;
  if (Math.abs(offMs) <= CLOCK_TOLERANCE_MS) return { what: 'clock', ok: true, found };
  return { what: 'clock', ok: false, found, mend: 'set the clock of this computer: timedatectl' };
}

async function operatorAt({ registry }: Station): Promise<StationFinding> {
  const token = readSession();
  const mend = 'fob station sign-in NAME';
  if (token === undefined) return { what: 'operator', ok: false, found: 'nobody', mend };
  try {
    const { name, role } = await registry.operators.sessions.require(token, 'run');
    return { what: 'operator', ok: true, found: `${name}, ${role}` };
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    return { what: 'operator', ok: false, found, mend };
  } finally {
    token.wipe();
  }
}

async function goldenOf({ registry }: Station): Promise<StationFinding> {
  const last = await registry.stations.lastQualification();
  const mend = 'plug the golden fob in: fob station qualify';
  if (last === undefined) return { what: 'golden', ok: true, found: 'never looked at' };
  const found = `${last.passed ? 'passed' : 'failed'} ${localTime(last.unixMs)}`;
  return last.passed
    ? { what: 'golden', ok: true, found }
    : { what: 'golden', ok: false, found, mend };
}

async function portsAt(cli: Cli): Promise<StationFinding> {
  const { candidates, faults } = await gather(everyCandidate(), cli.signal);
  const [fault] = faults;
  if (fault !== undefined) {
    const { provider, error } = fault;
    const why = error instanceof Error ? error.message : String(error);
    return { what: 'ports', ok: false, found: `${provider}: ${why}`, mend: 'fob doctor' };
  }
  const ours = candidates.filter((candidate) => candidate.ours).map(({ url }) => url);
  const found = ours.length === 0 ? 'no fob is plugged in' : ours.join(', ');
  return { what: 'ports', ok: true, found };
}
