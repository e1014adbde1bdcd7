import { randomFillSync } from 'node:crypto';
import { chip, claimOf, open } from './support.ts';

// Claims a unit and is killed: inside the transaction (`inside`), or once it is durable (`after`).
// Arguments: the registry's address, the lot, when.

const [address = '', lot = '', when = ''] = process.argv.slice(2);
let armed = false;
const registry = await open(address, {
  station: 'line-2',
  randomBytes: (length) => {
    if (armed) process.kill(process.pid, 'SIGKILL');
    return randomFillSync(new Uint8Array(length));
  },
});
const work = registry.work(lot);
await work.renew();
armed = when === 'inside';
await claimOf(work, chip(1));
process.kill(process.pid, 'SIGKILL');
