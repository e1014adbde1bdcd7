import { DeviceError, LinkLostError } from '@fobkit/client';
import type { FobInfo } from '@fobkit/protocol';
import { describe, expect, it } from 'vitest';
import { PrinterError } from '../../../../host/station/label/label.ts';
import { Finishing } from '../../../../host/station/unit/finishing.ts';
import type { LoadingJob } from '../../../../host/station/unit/loading-job.ts';
import {
  RegistryFault,
  VisitStopped,
  VisitTrouble,
} from '../../../../host/station/unit/visit-trouble.ts';
import { atStep, ClaimedFob } from '../support/claimed-fob.ts';

const ENDS = ['rollBack', 'leave', 'quarantine', 'complete'] as const;

function finishing(fob: ClaimedFob, job: LoadingJob): Finishing {
  return new Finishing(job, fob.lot);
}

describe('a fob that is done', () => {
  it('is on record with the generation of its key, after its label', async () => {
    const fob = new ClaimedFob();
    const job = await fob.job(true);
    expect(await finishing(fob, job).run()).toEqual({ end: 'done' });
    expect(fob.didOf('enter', 'labelPrinted', 'print', 'complete')).toEqual([
      'enter',
      'enter',
      'labelPrinted',
      'print',
      'complete',
    ]);
    expect(fob.told.get('complete')?.[1]).toMatchObject({ keyGeneration: 1, keyChecked: true });
    expect(fob.told.get('print')?.[1]).toBe(job.signal);
    const steps = fob.events.flatMap((event) => (event.kind === 'step' ? [event.step] : []));
    expect(steps.slice(-2)).toEqual(['label', 'record']);
  });

  it('and was before its label already is not put there again', async () => {
    const fob = new ClaimedFob();
    const first = await fob.job(true);
    fob.before = (deed) => {
      if (deed === 'print') throw new PrinterError('no paper');
    };
    expect(await finishing(fob, first).run()).toMatchObject({ end: 'left-open' });
    const again = await fob.comesAgain().job(true);
    expect(await finishing(fob, again).run()).toEqual({ end: 'done' });
    expect(fob.didOf('enter', 'print', 'complete')).toEqual(['print', 'complete']);
  });
});

describe('a unit that is given up', () => {
  /** What became of it, where the fob may have the seed and tells this of itself. */
  async function givenUp(
    trouble: VisitTrouble,
    info: (info: FobInfo) => FobInfo,
    error: unknown = trouble,
  ): Promise<{ readonly end: string; readonly asked: boolean; readonly record: unknown }> {
    const fob = new ClaimedFob();
    fob.info = info;
    const job = atStep(await fob.job(), 'loading');
    const { end } = await finishing(fob, job).giveUp(trouble, error);
    const [record] = fob.didOf(...ENDS);
    const [, ...told] = fob.told.get(record ?? '') ?? [];
    return { end, asked: fob.didOf('getInfo').length > 0, record: [record, ...told] };
  }

  const blank = (info: FobInfo): FobInfo => info;
  const loaded = (info: FobInfo): FobInfo => ({ ...info, lifecycle: 'ready' });

  it('is rolled back without a question while nothing has reached the fob', async () => {
    const fob = new ClaimedFob();
    const job = await fob.job();
    await finishing(fob, job).giveUp(new VisitTrouble('refused', 'no'));
    expect(fob.didOf('getInfo', ...ENDS)).toEqual(['rollBack']);
  });

  it('is rolled back, with the reason, when the fob tells that it is blank', async () => {
    expect(await givenUp(new VisitTrouble('refused', 'no'), blank)).toEqual({
      end: 'rolled-back',
      asked: true,
      record: ['rollBack', 'refused', 'no'],
    });
  });

  it.each<[string, (info: FobInfo) => FobInfo]>([
    ['is another one', (info) => ({ ...info, deviceId: new Uint8Array(8) })],
    ['is not blank', loaded],
    ['has had its key replaced', (info) => ({ ...info, keyGeneration: 1 })],
    [
      'tells what it is loaded with',
      (info) => ({
        ...info,
        loaded: {
          serialLabel: 'FOB-0001',
          mode: 'hotp',
          algorithm: 'SHA1',
          digits: 6,
          purpose: 'test',
        },
      }),
    ],
  ])('is quarantined, with the reason, when the fob that is there %s', async (_, info) => {
    expect(await givenUp(new VisitTrouble('refused', 'no'), info)).toEqual({
      end: 'quarantined',
      asked: true,
      record: ['quarantine', 'refused', 'no'],
    });
  });

  it.each([
    'no-press',
    'label-printer',
    'link-lost',
    'left',
    'unknown-batch',
    'host-clock',
  ] as const)(
    'stays open, with the reason, where the fob only has to come again: %s',
    async (trouble) => {
      expect(await givenUp(new VisitTrouble(trouble, 'why'), loaded)).toEqual({
        end: 'left-open',
        asked: true,
        record: ['leave', trouble, 'why'],
      });
    },
  );

  it('stays open when a box was lost on the way, which says nothing of the fob', async () => {
    const error = new DeviceError('sim:1', 'keyCheck', 'seal-broken');
    const trouble = new VisitTrouble('refused', 'seal broken');
    expect(await givenUp(trouble, loaded, error)).toMatchObject({ end: 'left-open' });
    expect(await givenUp(trouble, loaded)).toMatchObject({ end: 'quarantined' });
  });

  it('stays open, and the fob is not asked, when the visit was stopped', async () => {
    expect(await givenUp(new VisitStopped('left', 'stopped'), blank)).toMatchObject({
      end: 'left-open',
      asked: false,
    });
  });

  it('stays open when nobody answers', async () => {
    const silent = (): never => {
      throw new LinkLostError('sim:1');
    };
    expect(await givenUp(new VisitTrouble('left', 'gone'), silent)).toMatchObject({
      end: 'left-open',
    });
  });
});

it('a registry that takes no record ends the work, and nothing more is recorded', async () => {
  const fob = new ClaimedFob();
  const fault = new RegistryFault(new Error('disk full'));
  fob.before = (deed) => {
    if (deed !== 'enter') return;
    fob.stop.abort();
    throw fault;
  };
  await expect(finishing(fob, await fob.job()).run()).rejects.toBe(fault);
  expect(fob.didOf(...ENDS)).toEqual([]);
});
