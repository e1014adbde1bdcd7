import { readSoakRecord } from '../soak/soak-record.ts';

/** What the last soak of stations went through: the lines of docs/station/proof.md. */
export function stationSoakText(): string {
  const { station } = readSoakRecord();
  if (station === undefined) throw new Error('no soak of stations is on record');
  const { date, seconds, sqlite, postgres, power, big, faults, machine } = station;
  const [hardware = ''] = machine.split(';');
  const rows = (
    [
      ['SQLite', sqlite],
      ['PostgreSQL', postgres],
    ] as const
  ).map(([name, it]) => {
    const cells = [it.lots, it.units, it.kills, it.cutWithIt, it.pulledWithIt, it.mishaps, it.odd];
    return `| ${[name, ...cells].join(' | ')} |`;
  });
  const lots = big.map(({ stations, fobs, seconds: taken }) => {
    const by = stations === 1 ? 'one station' : `${stations} stations, one of them killed half-way`;
    return `${fobs} fobs by ${by} in ${taken} s`;
  });
  return [
    `The last soak was on ${date} (${hardware}): ${seconds} s of killing.`,
    '',
    '| registry | lots | units | stations killed | fobs cut off with them | pulled out with them | fobs pulled, cut or torn at a step | odd fobs |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
    '',
    `Of a recorded station, ${power.syncs} syncs of its database and ${power.disks} disks that a power ` +
      `cut could have left were started from. Lots: ${lots.join('; ')}. Faults: ${faults.length}.`,
  ].join('\n');
}
