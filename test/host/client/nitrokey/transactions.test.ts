import { nitrokeyCommands } from '@fobkit/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import { BadReplyError, RequestTimeoutError } from '../../../../host/client/errors.ts';
import { NitrokeyError } from '../../../../host/client/nitrokey/nitrokey-error.ts';
import { nitrokeyTimings } from '../../../../host/client/nitrokey/timing.ts';
import { NitrokeyTransactions } from '../../../../host/client/nitrokey/transactions.ts';
import { ScriptedNitrokey, statusResult } from '../support/scripted-nitrokey.ts';
import { SimulatedClock } from '../support/simulated-clock.ts';

const { getStatus, getUserRetryCount } = nitrokeyCommands;

let clock: SimulatedClock;
let token: ScriptedNitrokey;
let transactions: NitrokeyTransactions;

beforeEach(async () => {
  clock = new SimulatedClock();
  token = new ScriptedNitrokey().on(0x00, statusResult(11, 0x5f11)).on(0x0f, { result: [3] });
  const how = { clock, timing: nitrokeyTimings.pro };
  transactions = new NitrokeyTransactions(token.url, await token.open(), how);
});

function status(): Promise<{ readonly cardSerial: number }> {
  return clock.until(transactions.exchange(getStatus, {}));
}

describe('a command', () => {
  it('is one report, and the answer is looked for after 100 ms', async () => {
    const began = clock.now();
    expect(await status()).toMatchObject({ minorVersion: 11, cardSerial: 0x5f11 });
    expect(clock.now() - began).toBe(100);
    expect(token.commands).toEqual([0x00]);
  });

  it('is looked for again while the token has not begun, at most 15 times', async () => {
    token.receivedLooks = 14;
    await status();
    expect(transactions.counters.stale).toBe(14);
    token.receivedLooks = 15;
    await expect(status()).rejects.toBeInstanceOf(RequestTimeoutError);
  });

  it('is waited for while the token is busy, longer than 15 looks', async () => {
    token.busyLooks = 40;
    await status();
    expect(transactions.counters.busy).toBe(40);
  });

  it('is given up when the token is busy for 30 s', async () => {
    token.busyLooks = 1_000;
    await expect(status()).rejects.toBeInstanceOf(RequestTimeoutError);
    expect(clock.now()).toBe(1_000 + 30_000);
  });

  it('of a Storage is looked for every 40 ms, 55 times', async () => {
    const how = { clock, timing: nitrokeyTimings.storage };
    const storage = new NitrokeyTransactions(token.url, await token.open(), how);
    token.receivedLooks = 54;
    const began = clock.now();
    await clock.until(storage.exchange(getStatus, {}));
    expect(clock.now() - began).toBe(55 * 40);
  });

  it('waits for its turn', async () => {
    token.busyLooks = 2;
    const both = Promise.all([
      transactions.exchange(getStatus, {}),
      transactions.exchange(getUserRetryCount, {}),
    ]);
    expect((await clock.until(both))[1]).toEqual({ left: 3 });
    expect(token.commands).toEqual([0x00, 0x0f]);
  });
});

describe('an answer', () => {
  it('to another request does not count', async () => {
    await clock.until(transactions.exchange(getUserRetryCount, {}));
    // The token drops the report and goes on showing what it answered last.
    token.drop = 1;
    await expect(status()).rejects.toBeInstanceOf(RequestTimeoutError);
    expect(transactions.counters.stale).toBe(15);
  });

  it('whose own CRC is wrong counts, and is counted', async () => {
    token.wrongCrc.add(0x00);
    expect(await status()).toMatchObject({ cardSerial: 0x5f11 });
    expect(transactions.counters.wrongCrc).toBe(1);
  });

  it('of a busy token is not taken for done, though its CRC fits', async () => {
    token.busyLooks = 1;
    await status();
    expect(transactions.counters).toMatchObject({ busy: 1, wrongCrc: 0 });
  });

  it('that was cut is looked for again; when all are, that is said', async () => {
    token.cut = 1;
    expect(await status()).toMatchObject({ cardSerial: 0x5f11 });
    token.cut = 15;
    await expect(status()).rejects.toBeInstanceOf(BadReplyError);
  });

  it('with a status is an error that names it and what to do', async () => {
    token.on(0x00, { status: 5 });
    const error = await status().then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(NitrokeyError);
    expect(error).toMatchObject({ status: 'not-authorized', command: 'GetStatus' });
    expect(String(error)).toContain('wants a PIN first');
  });
});

describe('a request that comes damaged', () => {
  it('did nothing, and is sent again', async () => {
    token.damage = 2;
    expect(await status()).toMatchObject({ cardSerial: 0x5f11 });
    expect(transactions.counters.resent).toBe(2);
  });

  it('three times is an error', async () => {
    token.damage = 3;
    await expect(status()).rejects.toMatchObject({ status: 'wrong-crc' });
    expect(token.requests).toHaveLength(3);
  });
});

it('a cancelled command leaves no timer behind', async () => {
  token.busyLooks = 1_000;
  const stop = new AbortController();
  const exchange = transactions.exchange(getStatus, {}, { signal: stop.signal });
  const failed = expect(exchange).rejects.toThrow('enough');
  await clock.advance(1_000);
  stop.abort(new Error('enough'));
  await failed;
  expect(clock.armed).toBe(0);
});
