import { nodeClock } from '@fobkit/client/node';
import { LeaseBusyError, Leases } from '@fobkit/store';

// Takes one thing as often as it can, and tells each time by which number; a second process does the
// same. Arguments: the file, the name of the run, how often.

const [path = '', run = '', times = '0'] = process.argv.slice(2);
const leases = new Leases({ path, clock: nodeClock });
const numbers: number[] = [];
while (numbers.length < Number(times)) {
  try {
    const lease = leases.take([{ key: 'psu', label: 'psu1' }], { run }, 60_000);
    leases.check(lease);
    numbers.push(lease.fences.get('psu') ?? 0);
    leases.release(lease);
  } catch (error) {
    if (!(error instanceof LeaseBusyError)) throw error;
  }
}
// One that dies with its lease held, where it is told to.
if (process.argv[5] === 'hold') {
  leases.take([{ key: 'psu', label: 'psu1' }], { run }, 3_600_000);
  process.stdout.write('held\n');
  process.stdin.resume();
} else {
  leases.close();
  process.stdout.write(JSON.stringify(numbers));
}
