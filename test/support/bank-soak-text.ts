import { readSoakRecord } from '../soak/soak-record.ts';

/** What the last soak of the bank's histories came to: a line of docs/bank/proof.md. */
export function bankSoakText(): string {
  const { bank } = readSoakRecord();
  if (bank === undefined) throw new Error('no soak of the bank is on record');
  const { date, differences, events, histories, machine, seconds } = bank;
  const [hardware = ''] = machine.split(';');
  const found = differences.length === 0 ? 'no difference' : `${differences.length} differences`;
  return (
    `The last soak was on ${date} (${hardware}, load ${machine.split(' load ')[1] ?? ''}): ` +
    `${events} events in ${histories} histories, ${seconds} s, ${found}.`
  );
}
