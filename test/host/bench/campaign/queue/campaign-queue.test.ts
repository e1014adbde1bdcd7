import {
  CampaignQueue,
  type ChunkResult,
  parseQueueAddress,
  queueChunks,
  QueueError,
} from '@fobkit/bench';
import { nodeClock } from '@fobkit/client/node';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Postgres } from '../../../../support/postgres.ts';

const ORDER = { seed: 1, runs: 60, profiles: ['generic'] };
const RESULT: ChunkResult = { chunk: 0, runs: 20, steps: 9, tally: {}, failures: [] };

let server: Postgres;
const opened: CampaignQueue[] = [];
async function open(tool = 'fobkit 1.2.3', url = server.url): Promise<CampaignQueue> {
  const options = { clock: nodeClock, tool, supervises: true };
  const queue = await CampaignQueue.open(parseQueueAddress(url), options);
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

describe('shares of a campaign', () => {
  it('each is given to one worker, with what the campaign is', async () => {
    const queue = await open('fobkit shares');
    const campaign = await queue.addCampaign(ORDER);
    await queue.addShares(campaign, [0, 1]);
    const other = await open('fobkit shares');
    const shares = [await queue.take(), await other.take(), await queue.take()];
    expect(shares.map((share) => share?.chunk).sort()).toEqual([0, 1, undefined]);
    const [share] = shares;
    if (share === undefined) throw new Error('no share');
    expect(await other.orderOf(share)).toEqual(ORDER);
  });

  it('that are given back are taken again', async () => {
    const queue = await open('fobkit back');
    const campaign = await queue.addCampaign(ORDER);
    await queue.addShares(campaign, [7]);
    const share = await queue.take();
    await share?.giveBack();
    expect(await queue.take()).toMatchObject({ campaign, chunk: 7 });
  });

  it('of two results for one share the first counts, and is handed out once', async () => {
    const queue = await open('fobkit once');
    const campaign = await queue.addCampaign(ORDER);
    await queue.addShares(campaign, [0]);
    const share = await queue.take();
    if (share === undefined) throw new Error('no share');
    await queue.keep(share, RESULT);
    await queue.keep(share, { ...RESULT, steps: 1 });
    expect(await queue.takeResults(campaign)).toEqual([RESULT]);
    await queue.keep(share, RESULT);
    expect(await queue.takeResults(campaign)).toEqual([]);
    // Whoever takes the share now need not do it.
    expect(await queue.orderOf(share)).toBeUndefined();
  });

  it('that failed is told to whoever waits for the campaign', async () => {
    const queue = await open('fobkit failed');
    const campaign = await queue.addCampaign(ORDER);
    await queue.addShares(campaign, [0]);
    const share = await queue.take();
    if (share === undefined) throw new Error('no share');
    await queue.keep(share, new Error('out of memory'));
    await expect(queue.takeResults(campaign)).rejects.toThrow(
      /share 0 of the campaign failed in a worker: out of memory/,
    );
  });

  it('of a campaign that nobody waits for any more are nobody’s', async () => {
    const queue = await open('fobkit gone');
    const campaign = await queue.addCampaign(ORDER);
    await queue.addShares(campaign, [0]);
    const share = await queue.take();
    await queue.dropCampaign(campaign);
    if (share === undefined) throw new Error('no share');
    expect(await queue.orderOf(share)).toBeUndefined();
  });
});

describe('what is not as it should be', () => {
  it.each([
    ['nothing', 'null'],
    ['a campaign that is none', '{"campaign":"x\\u0027; drop table job","chunk":0}'],
    ['a share below the first', '{"campaign":"6f1b5a38-0000-4000-8000-000000000001","chunk":-1}'],
    ['half a share', '{"campaign":"6f1b5a38-0000-4000-8000-000000000001","chunk":0.5}'],
    ['a share of no number', '{"campaign":"6f1b5a38-0000-4000-8000-000000000001","chunk":1e300}'],
  ])('a job of %s is nobody’s, and the next is taken', async (what, data) => {
    const queue = await open(`fobkit poison ${what}`);
    const campaign = await queue.addCampaign(ORDER);
    const name = `campaign-fobkit-poison-${what.replaceAll(' ', '-')}`;
    server.run(
      `insert into fobkit_queue.job (name, data, priority) values ('${name}', '${data.replaceAll("'", "''")}', 9)`,
    );
    await queue.addShares(campaign, [1]);
    expect(await queue.take()).toBeUndefined();
    const share = await queue.take();
    expect(share).toMatchObject({ campaign, chunk: 1 });
    expect(await queue.take()).toBeUndefined();
  });

  it('a share beyond the last, or of an order that nobody can read, is nobody’s', async () => {
    const queue = await open('fobkit beyond');
    const campaign = await queue.addCampaign(ORDER);
    await queue.addShares(campaign, [2, 3]);
    const orders = [];
    for (let n = 0; n < 2; n++) {
      const share = await queue.take();
      if (share === undefined) throw new Error('no share');
      orders[share.chunk] = await queue.orderOf(share);
    }
    expect(orders).toEqual([undefined, undefined, ORDER, undefined]);
    server.run(`update fobkit_bench.campaign set campaign_order = '{' where id = '${campaign}'`);
    await queue.addShares(campaign, [0]);
    const share = await queue.take();
    if (share === undefined) throw new Error('no share');
    expect(await queue.orderOf(share)).toBeUndefined();
  });

  it('a result of a campaign that is over is dropped, and its worker goes on', async () => {
    const queue = await open('fobkit over');
    const campaign = await queue.addCampaign(ORDER);
    await queue.addShares(campaign, [0]);
    const share = await queue.take();
    if (share === undefined) throw new Error('no share');
    await queue.dropCampaign(campaign);
    await queue.keep(share, RESULT);
    await share.done();
    expect(await queue.take()).toBeUndefined();
  });

  it.each([
    ['no JSON', '{'],
    ['another form', '{"chunk":0}'],
    ['another share', JSON.stringify({ ...RESULT, chunk: 1 })],
  ])('a result that is %s is told as the fault of its share', async (what, text) => {
    const queue = await open(`fobkit result ${what}`);
    const campaign = await queue.addCampaign(ORDER);
    server.run(
      `insert into fobkit_bench.chunk (campaign, chunk, result) values ('${campaign}', 0, '${text}')`,
    );
    await expect(queue.takeResults(campaign)).rejects.toThrow(
      'share 0 of the campaign: what a worker kept is no result of it',
    );
  });

  it('a result with other runs than its share has makes no report', async () => {
    const queue = await open('fobkit other runs');
    const chunks = queueChunks(ORDER, { queue, clock: nodeClock });
    const first = chunks.next();
    let share = await queue.take();
    while (share === undefined) share = await queue.take();
    await queue.keep(share, { ...RESULT, chunk: share.chunk, runs: 19 });
    await expect(first).rejects.toThrow(/has 20 runs, and a worker did others$/);
  });
});

describe('versions', () => {
  it('a worker of another version is refused, and gets no share', async () => {
    const queue = await open('fobkit 2.0.0');
    server.run('delete from fobkit_bench.campaign');
    const campaign = await queue.addCampaign(ORDER);
    await queue.addShares(campaign, [0]);
    const worker = await open('fobkit 1.9.0');
    expect(await worker.take()).toBeUndefined();
    await expect(worker.refuseOtherVersions()).rejects.toThrow(
      /the campaign in the queue is of fobkit 2\.0\.0, and this worker is fobkit 1\.9\.0/,
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
