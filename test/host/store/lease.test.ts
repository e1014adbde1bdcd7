import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Lease, LeaseBusyError, LeaseLostError, Leases } from '@fobkit/store';

const PSU = { key: 'tcp://10.0.0.1:5025', label: 'psu1' };
const HUB = { key: 'hub:1-1', label: 'hub1' };
const START = 1_798_761_600_000;

let folder = '';
let now = START;
const dead = new Set<number>();
const opened: Leases[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fobkit-lease-'));
  now = START;
  dead.clear();
});

afterEach(() => {
  for (const leases of opened.splice(0)) leases.close();
  rmSync(folder, { recursive: true, force: true });
});

function open(): Leases {
  const leases = new Leases({
    path: join(folder, 'leases.db'),
    clock: { unixMs: () => now },
    isRunning: ({ pid }) => !dead.has(pid),
  });
  opened.push(leases);
  return leases;
}

const by = (run: string, pid: number) => ({ run, processes: [{ pid }] });

describe('a lease', () => {
  it('is of one run: another finds it busy, and is told who has it', () => {
    open().take([PSU], by('a', 11), 30_000);
    expect(() => open().take([PSU], by('b', 12), 30_000)).toThrow(
      'busy: psu1 is held by run a (pid 11, since 2027-01-01T00:00:00Z) until 2027-01-01T00:00:30Z',
    );
  });

  it('is of all things or none', () => {
    const leases = open();
    leases.take([HUB], by('a', 11), 30_000);
    expect(() => leases.take([PSU, HUB], by('b', 12), 30_000)).toThrow(LeaseBusyError);
    expect(leases.holders().map(({ key, run }) => [key, run])).toEqual([[HUB.key, 'a']]);
  });

  it('ends at its time, not a moment before', () => {
    const leases = open();
    leases.take([PSU], by('a', 11), 30_000);
    now += 29_999;
    expect(() => leases.take([PSU], by('b', 12), 1)).toThrow(LeaseBusyError);
    now += 1;
    expect(leases.take([PSU], by('b', 12), 1).fences.get(PSU.key)).toBe(2);
  });

  it('lasts as long as it is renewed', () => {
    const leases = open();
    let lease: Lease = leases.take([PSU], by('a', 11), 30_000);
    for (let beat = 0; beat < 5; beat++) {
      now += 20_000;
      lease = leases.renew(lease, 30_000);
    }
    expect(lease.expiresUnixMs).toBe(now + 30_000);
    expect(() => open().take([PSU], by('b', 12), 1)).toThrow(LeaseBusyError);
  });

  it('that somebody has taken over is lost to whoever had it, and held all the same', () => {
    const leases = open();
    const lease = leases.take([PSU, HUB], by('a', 11), 30_000);
    const taken = leases.seize(lease, 60_000);
    expect(() => {
      leases.check(lease);
    }).toThrow(LeaseLostError);
    expect(() => leases.renew(lease, 1)).toThrow(LeaseLostError);
    expect(() => leases.seize(lease, 1)).toThrow(LeaseLostError);
    leases.release(lease);
    leases.check(taken);
    now += 59_999;
    expect(() => leases.take([PSU], by('b', 12), 1)).toThrow(/run a \(pid \d+/);
    leases.release(taken);
    leases.take([PSU], by('b', 12), 1);
  });

  it('that has ended is not renewed, for somebody may have used the thing meanwhile', () => {
    const leases = open();
    const lease = leases.take([PSU], by('a', 11), 30_000);
    now += 30_000;
    expect(() => leases.renew(lease, 30_000)).toThrow(LeaseLostError);
  });

  it('of a run whose processes are all dead is free at once', () => {
    const leases = open();
    const lease = leases.take([PSU], by('a', 11), 30_000);
    leases.join(lease, { pid: 99 });
    dead.add(11);
    expect(() => leases.take([PSU], by('b', 12), 1)).toThrow('pid 11 and 99');
    dead.add(99);
    expect(leases.take([PSU], by('b', 12), 1).fences.get(PSU.key)).toBe(2);
  });

  it('that is left ends by its time alone, whoever has died', () => {
    const leases = open();
    const lease = leases.take([PSU], by('a', 11), 30_000);
    leases.leave(lease, 60_000);
    dead.add(11);
    now += 59_999;
    expect(() => leases.take([PSU], by('b', 12), 1)).toThrow(
      'psu1 is held by run a (no process known, since 2027-01-01T00:00:00Z) until 2027-01-01T00:01:00Z',
    );
    now += 1;
    expect(leases.take([PSU], by('b', 12), 1).fences.get(PSU.key)).toBe(2);
    expect(() => leases.leave(lease, 60_000)).toThrow(LeaseLostError);
  });

  it('is released by who has it, and by nobody else', () => {
    const leases = open();
    const first = leases.take([PSU], by('a', 11), 10);
    now += 10;
    const second = leases.take([PSU], by('b', 12), 30_000);
    leases.release(first);
    leases.check(second);
    leases.release(second);
    expect(leases.holders()).toEqual([]);
    expect(() => {
      leases.check(second);
    }).toThrow('nobody holds it now');
  });

  it('has a number that grows with every taking, released ones too', () => {
    const leases = open();
    const fences = [1, 2, 3].map((n) => {
      const lease = leases.take([PSU], by(`run ${n}`, n), 10);
      leases.release(lease);
      return lease.fences.get(PSU.key);
    });
    expect(fences).toEqual([1, 2, 3]);
  });

  it('is there for a process that opens the file later', () => {
    open().take([PSU, HUB], by('a', 11), 30_000);
    expect(
      open()
        .holders()
        .map(({ label }) => label),
    ).toEqual(['hub1', 'psu1']);
  });

  it.each([
    ['no JSON', 'pid 11'],
    ['another shape', '{"pids":[11]}'],
    ['an entry of another shape', '[{"pid":"11"}]'],
    ['none', '[]'],
  ])('whose processes another version wrote as %s ends by its time alone', (_, text) => {
    const leases = open();
    leases.take([PSU], by('a', 11), 30_000);
    const database = new DatabaseSync(join(folder, 'leases.db'));
    database.prepare('UPDATE lease SET processes = ?').run(text);
    database.close();
    now += 29_999;
    expect(() => leases.take([PSU], by('b', 12), 1)).toThrow(LeaseBusyError);
    now += 1;
    leases.take([PSU], by('b', 12), 1);
  });

  it('outlasts a clock that is set back, and is not ended by it', () => {
    const leases = open();
    const lease = leases.take([PSU], by('a', 11), 30_000);
    now -= 3_600_000;
    expect(() => leases.take([PSU], by('b', 12), 1)).toThrow(LeaseBusyError);
    expect(leases.renew(lease, 30_000).expiresUnixMs).toBe(now + 30_000);
    dead.add(11);
    leases.take([PSU], by('b', 12), 1);
  });
});
