import { nodeClock } from '@fobkit/client/node';
import {
  parseQueueAddress,
  QueueError,
  queueShares,
  type WorkKind,
  workOnQueue,
  WorkQueue,
} from '@fobkit/store/work';
import * as v from 'valibot';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Postgres } from '../../../support/postgres.ts';

interface Order {
  readonly shares: number;
}
interface Result {
  readonly share: number;
  readonly sum: number;
}
const resultSchema = v.strictObject({ share: v.number(), sum: v.number() });
const errands: WorkKind<Order, Result> = {
  name: 'errand',
  order: v.strictObject({ shares: v.number() }),
  sharesOf: ({ shares }) => shares,
  write: (result) => JSON.stringify(result),
  read: (text, _order, share) => {
    const result = v.parse(resultSchema, JSON.parse(text));
    if (result.share !== share) throw new RangeError('another share');
    return result;
  },
};
const ORDER: Order = { shares: 3 };
const RESULT: Result = { share: 0, sum: 9 };

let server: Postgres;
const opened: WorkQueue<Order, Result>[] = [];
async function open(tool = 'fobkit 1.2.3', url = server.url): Promise<WorkQueue<Order, Result>> {
  const options = { clock: nodeClock, tool, supervises: true };
  const queue = await WorkQueue.open(errands, parseQueueAddress(url), options);
  opened.push(queue);
  return queue;
}

beforeAll(async () => {
  server = await Postgres.start();
});
afterEach(async () => {
  for (const queue of opened.splice(0)) await queue.close();
});
afterAll(() => server.close());

describe('shares of a job', () => {
  it('each is given to one worker, with what the job is', async () => {
    const queue = await open('fobkit shares');
    const job = await queue.addJob(ORDER);
    await queue.addShares(job, [0, 1]);
    const other = await open('fobkit shares');
    const shares = [await queue.take(), await other.take(), await queue.take()];
    expect(shares.map((share) => share?.number).sort()).toEqual([0, 1, undefined]);
    const [share] = shares;
    if (share === undefined) throw new Error('no share');
    expect(await other.orderOf(share)).toEqual(ORDER);
  });

  it('that are given back are taken again', async () => {
    const queue = await open('fobkit back');
    const job = await queue.addJob(ORDER);
    await queue.addShares(job, [7]);
    const share = await queue.take();
    await share?.giveBack();
    expect(await queue.take()).toMatchObject({ job, number: 7 });
  });

  it('of two results for one share the first counts, and is handed out once', async () => {
    const queue = await open('fobkit once');
    const job = await queue.addJob(ORDER);
    await queue.addShares(job, [0]);
    const share = await queue.take();
    if (share === undefined) throw new Error('no share');
    await queue.keep(share, RESULT);
    await queue.keep(share, { ...RESULT, sum: 1 });
    expect(await queue.takeResults(job, ORDER)).toEqual([RESULT]);
    await queue.keep(share, RESULT);
    expect(await queue.takeResults(job, ORDER)).toEqual([]);
    // Whoever takes the share now need not do it.
    expect(await queue.orderOf(share)).toBeUndefined();
  });

  it('that failed is told to whoever waits for the job', async () => {
    const queue = await open('fobkit failed');
    const job = await queue.addJob(ORDER);
    await queue.addShares(job, [0]);
    const share = await queue.take();
    if (share === undefined) throw new Error('no share');
    await queue.keep(share, new Error('out of memory'));
    await expect(queue.takeResults(job, ORDER)).rejects.toThrow(
      /share 0 of the errand failed in a worker: out of memory/,
    );
  });

  it('of a job that nobody waits for any more are nobody’s', async () => {
    const queue = await open('fobkit gone');
    const job = await queue.addJob(ORDER);
    await queue.addShares(job, [0]);
    const share = await queue.take();
    await queue.dropJob(job);
    if (share === undefined) throw new Error('no share');
    expect(await queue.orderOf(share)).toBeUndefined();
  });
});

describe('what is not as it should be', () => {
  it.each([
    ['nothing', 'null'],
    ['a job that is none', '{"job":"x\\u0027; drop table job","number":0}'],
    ['a share below the first', '{"job":"6f1b5a38-0000-4000-8000-000000000001","number":-1}'],
    ['half a share', '{"job":"6f1b5a38-0000-4000-8000-000000000001","number":0.5}'],
    ['a share of no number', '{"job":"6f1b5a38-0000-4000-8000-000000000001","number":1e300}'],
  ])('a job of %s is nobody’s, and the next is taken', async (what, data) => {
    const queue = await open(`fobkit poison ${what}`);
    const job = await queue.addJob(ORDER);
    const name = `errand-fobkit-poison-${what.replaceAll(' ', '-')}`;
    server.run(
      `insert into fobkit_queue.job (name, data, priority) values ('${name}', '${data.replaceAll("'", "''")}', 9)`,
    );
    await queue.addShares(job, [1]);
    expect(await queue.take()).toBeUndefined();
    const share = await queue.take();
    expect(share).toMatchObject({ job, number: 1 });
    expect(await queue.take()).toBeUndefined();
  });

  it('a share beyond the last, or of an order that nobody can read, is nobody’s', async () => {
    const queue = await open('fobkit beyond');
    const job = await queue.addJob(ORDER);
    await queue.addShares(job, [2, 3]);
    const orders = [];
    for (let n = 0; n < 2; n++) {
      const share = await queue.take();
      if (share === undefined) throw new Error('no share');
      orders[share.number] = await queue.orderOf(share);
    }
    expect(orders).toEqual([undefined, undefined, ORDER, undefined]);
    server.run(`update fobkit_errand.job set job_order = '{' where id = '${job}'`);
    await queue.addShares(job, [0]);
    const share = await queue.take();
    if (share === undefined) throw new Error('no share');
    expect(await queue.orderOf(share)).toBeUndefined();
  });

  it('a result of a job that is over is dropped, and its worker goes on', async () => {
    const queue = await open('fobkit over');
    const job = await queue.addJob(ORDER);
    await queue.addShares(job, [0]);
    const share = await queue.take();
    if (share === undefined) throw new Error('no share');
    await queue.dropJob(job);
    await queue.keep(share, RESULT);
    await share.done();
    expect(await queue.take()).toBeUndefined();
  });

  it.each([
    ['no JSON', '{'],
    ['another form', '{"share":0}'],
    ['another share', JSON.stringify({ ...RESULT, share: 1 })],
  ])('a result that is %s is told as the fault of its share', async (what, text) => {
    const queue = await open(`fobkit result ${what}`);
    const job = await queue.addJob(ORDER);
    server.run(
      `insert into fobkit_errand.share (job, share, result) values ('${job}', 0, '${text}')`,
    );
    await expect(queue.takeResults(job, ORDER)).rejects.toThrow(
      'share 0 of the errand: what a worker kept is no result of it',
    );
  });

  it('a share whose worker kept another one ends the work for whoever waits', async () => {
    const queue = await open('fobkit other share');
    const results = queueShares(ORDER, { queue, clock: nodeClock });
    const first = results.next();
    let share = await queue.take();
    while (share === undefined) share = await queue.take();
    await queue.keep(share, { share: share.number + 1, sum: 0 });
    await expect(first).rejects.toThrow(/what a worker kept is no result of it$/);
  });
});

describe('versions', () => {
  it('a worker of another version is refused, and gets no share', async () => {
    const queue = await open('fobkit 2.0.0');
    server.run('delete from fobkit_errand.job');
    const job = await queue.addJob(ORDER);
    await queue.addShares(job, [0]);
    const worker = await open('fobkit 1.9.0');
    expect(await worker.take()).toBeUndefined();
    await expect(worker.refuseOtherVersions()).rejects.toThrow(
      /the errand in the queue is of fobkit 2\.0\.0, and this worker is fobkit 1\.9\.0/,
    );
    await expect(queue.refuseOtherVersions()).resolves.toBeUndefined();
  });
});

describe('workers', () => {
  it('are counted by version while they are seen', async () => {
    const queue = await open('fobkit counted');
    expect(await queue.workers()).toEqual({ workers: 0, threads: 0 });
    const id = '6f1b5a38-0000-4000-8000-000000000001';
    await queue.seeWorker({ id, name: 'bench-3', threads: 2 });
    await queue.seeWorker({ id, name: 'bench-3', threads: 2 });
    expect(await queue.workers()).toEqual({ workers: 1, threads: 2 });
    await queue.dropWorker(id);
    expect(await queue.workers()).toEqual({ workers: 0, threads: 0 });
  });
});

describe('a queue that is not there', () => {
  async function failure(url: string): Promise<QueueError> {
    try {
      await open('fobkit 1.2.3', url);
    } catch (error) {
      if (error instanceof QueueError) return error;
      throw error;
    }
    throw new Error('it opened');
  }

  it('nobody listens: unreachable, with what to look at', async () => {
    const { code, message } = await failure('postgres://bench:s3cret@127.0.0.1:1/fobkit');
    expect(code).toBe('unreachable');
    expect(message).toMatch(
      /^the queue postgres:\/\/bench@127\.0\.0\.1:1\/fobkit cannot be reached: .*ECONNREFUSED/,
    );
    expect(message).not.toContain('s3cret');
  });

  it('no such database: wrong use', async () => {
    const { code, message } = await failure(server.url.replace(/postgres$/, 'nowhere'));
    expect(code).toBe('address');
    expect(message).toMatch(/there is no such database; createdb makes it$/);
    expect(message).not.toContain(encodeURIComponent(server.password));
  });
});

it('a worker tells when none of its threads has a share: at the start, and when all are done', async () => {
  const queue = await WorkQueue.open({ ...errands, name: 'idle' }, parseQueueAddress(server.url), {
    clock: nodeClock,
    tool: 'fobkit 1.2.3',
    supervises: true,
  });
  opened.push(queue);
  const stop = new AbortController();
  const told: string[] = [];
  const done = (): number => told.filter((one) => one === 'done').length;
  let added: Promise<void> | undefined;
  await workOnQueue({
    queue,
    threads: 2,
    clock: nodeClock,
    name: 'idle',
    signal: stop.signal,
    doShare: (_order, share) => Promise.resolve({ share, sum: 9 }),
    onDone: ({ outcome }) => {
      told.push(outcome instanceof Error ? outcome.message : 'done');
    },
    onIdle: () => {
      told.push('idle');
      added ??= queue.addJob(ORDER).then((job) => queue.addShares(job, [0, 1, 2]));
      if (done() === 3) stop.abort();
    },
  });
  await added;
  expect(told).toEqual(['idle', 'done', 'done', 'done', 'idle']);
});
