import { delay, LinkLostError } from '@fobkit/client';
import { TICKS_PER_SECOND } from '@fobkit/protocol';
import { describe, expect, it } from 'vitest';
import type { Lot } from '../../../../host/station/lot/lot.ts';
import { Loading } from '../../../../host/station/unit/loading.ts';
import { atStep, ClaimedFob } from '../support/claimed-fob.ts';

const lost = new LinkLostError('sim:1');

/** A fob that an earlier visit has loaded and left there. */
async function loadedFob(lot: Partial<Lot> = {}): Promise<ClaimedFob> {
  const fob = new ClaimedFob(lot);
  fob.after = (deed) => {
    if (deed === 'loadSeed') fob.stop.abort();
  };
  await expect(new Loading(await fob.job()).run()).rejects.toThrow();
  return fob.comesAgain();
}

/** Puts the clock that the fob tells so far ahead. */
function ahead(fob: ClaimedFob, ms: number): void {
  fob.status = (status) =>
    status.clock === undefined
      ? status
      : { ...status, clock: status.clock + Math.round((ms * TICKS_PER_SECOND) / 1000) };
}

function withoutClock(fob: ClaimedFob): void {
  fob.status = ({ clock: _, ...status }) => status;
}

describe('a link that loses what is said', () => {
  it.each([1, 2])('is tried again after %i losses', async (losses) => {
    const fob = new ClaimedFob();
    fob.before = (deed, nth) => {
      if (deed === 'keyCheck' && nth <= losses) throw lost;
    };
    await new Loading(await fob.job()).run();
    expect(fob.didOf('keyCheck', 'loadSeed')).toEqual([
      'loadSeed',
      ...Array.from({ length: losses + 1 }, () => 'keyCheck'),
    ]);
  });

  it('is given up after the third', async () => {
    const fob = new ClaimedFob();
    fob.before = (deed) => {
      if (deed === 'keyCheck') throw lost;
    };
    await expect(new Loading(await fob.job()).run()).rejects.toBe(lost);
    expect(fob.didOf('keyCheck')).toHaveLength(3);
  });

  it('costs no second code once one was read', async () => {
    const fob = new ClaimedFob();
    fob.before = (deed, nth) => {
      if (deed === 'rotateTransportKey' && nth === 1) throw lost;
    };
    await new Loading(await fob.job()).run();
    expect(fob.didOf('readCode', 'rotateTransportKey')).toEqual([
      'readCode',
      'rotateTransportKey',
      'rotateTransportKey',
    ]);
  });

  it('is no reason to wipe what was loaded in this visit, though its clock is off', async () => {
    const fob = new ClaimedFob();
    fob.before = (deed, nth) => {
      if (deed !== 'keyCheck' || nth > 1) return;
      ahead(fob, 10_000);
      throw lost;
    };
    await expect(new Loading(await fob.job()).run()).rejects.toMatchObject({ trouble: 'clock' });
    expect(fob.didOf('loadSeed', 'wipe')).toEqual(['loadSeed']);
  });
});

describe('a fob that is there is not the one that was claimed', () => {
  it('when it has another device id', async () => {
    const fob = new ClaimedFob();
    fob.info = (info) => ({ ...info, deviceId: new Uint8Array(8) });
    await expect(new Loading(await fob.job()).run()).rejects.toMatchObject({
      trouble: 'left',
      message: 'another fob is there now: 0000000000000000',
    });
    expect(fob.didOf('openChannel')).toEqual([]);
  });

  it.each([
    ['other parameters', { digits: 8 }],
    ['none that it tells', undefined],
  ])('when it is loaded with %s', async (_, other) => {
    const fob = await loadedFob();
    fob.info = ({ loaded, ...info }) =>
      other === undefined || loaded === undefined
        ? info
        : { ...info, loaded: { ...loaded, ...other } };
    await expect(new Loading(await fob.job()).run()).rejects.toMatchObject({
      trouble: 'key-check',
      message: 'it is loaded with other parameters than those of its unit',
    });
    expect(fob.didOf('wipe', 'keyCheck')).toEqual([]);
  });
});

describe('a fob that an earlier visit has loaded', () => {
  it('is not loaded again', async () => {
    const fob = await loadedFob();
    await new Loading(await fob.job()).run();
    expect(fob.didOf('enter', 'wipe', 'setClock', 'loadSeed')).toEqual([]);
  });

  it('and that lost the time since is wiped and loaded, which is on record already', async () => {
    const fob = await loadedFob();
    fob.made.cutPower();
    fob.made.replug();
    await new Loading(await fob.job()).run();
    expect(fob.didOf('enter', 'wipe', 'setClock', 'loadSeed')).toEqual([
      'wipe',
      'setClock',
      'loadSeed',
    ]);
  });

  it('is not wiped by a station whose own clock has jumped', async () => {
    const fob = await loadedFob();
    ahead(fob, 60_000);
    fob.after = (deed) => {
      if (deed === 'getStatus') fob.jumpMs = 60_000 + 5_000;
    };
    await expect(new Loading(await fob.job()).run()).rejects.toMatchObject({
      trouble: 'host-clock',
    });
    expect(fob.didOf('wipe')).toEqual([]);
  });
});

describe('nothing more is done', () => {
  it('and nothing put on record, when the visit was stopped before', async () => {
    const fob = new ClaimedFob();
    fob.after = (deed) => {
      if (deed === 'openChannel') fob.stop.abort();
    };
    await expect(new Loading(await fob.job()).run()).rejects.toThrow();
    expect(fob.didOf('enter')).toEqual([]);
  });

  it.each([
    ['openChannel', ['enter', 'setClock', 'loadSeed']],
    ['enter', ['setClock', 'loadSeed']],
    ['setClock', ['loadSeed']],
    ['readCode', ['rotateTransportKey']],
  ])('once the clock of the host has jumped: after %s', async (last, undone) => {
    const fob = new ClaimedFob();
    fob.after = (deed) => {
      if (deed === last) fob.jumpMs = 5_000;
    };
    await expect(new Loading(await fob.job()).run()).rejects.toMatchObject({
      trouble: 'host-clock',
    });
    expect(fob.didOf(...undone)).toEqual([]);
  });
});

describe('a step that is on record', () => {
  it('is not recorded again where nothing of it was done', async () => {
    const fob = new ClaimedFob();
    const job = atStep(await fob.job(), 'loading');
    const loading = new Loading(job);
    expect(loading.step).toBe('loading');
    await loading.run();
    expect(fob.didOf('enter', 'loadSeed')).toEqual(['loadSeed']);
  });

  it('is told once it is there, with the proof of the seed', async () => {
    const fob = new ClaimedFob();
    const job = await fob.job();
    const loading = new Loading(job);
    expect(loading.step).toBe('claimed');
    await loading.run();
    expect(loading.step).toBe('loading');
    expect(job.book.facts).toMatchObject({ keyChecked: true, codeChecked: true });
  });
});

describe('the clock after the seed', () => {
  it.each([10_000, -10_000])('is wrong when it is off by %i ms', async (ms) => {
    const fob = new ClaimedFob({ codeCheck: 'none' });
    fob.after = (deed) => {
      if (deed === 'loadSeed') ahead(fob, ms);
    };
    await expect(new Loading(await fob.job()).run()).rejects.toMatchObject({
      trouble: 'clock',
      message: 'its clock is off by 10000 ms',
    });
    expect(fob.didOf('rotateTransportKey')).toEqual([]);
  });

  it('may be off by as much more as its reading is uncertain', async () => {
    const fob = new ClaimedFob({ codeCheck: 'none' });
    // A second for each question, all of it on the way there: half of that nobody can tell.
    fob.before = (deed) => (deed === 'getStatus' ? delay(fob.yard.clock, 1_000) : undefined);
    fob.after = (deed) => {
      if (deed === 'loadSeed') ahead(fob, 300);
    };
    await new Loading(await fob.job()).run();
    fob.stop.abort();
    expect(fob.didOf('rotateTransportKey')).toHaveLength(1);
  });

  const counted = { algorithm: 'SHA1', digits: 6, counter: 0 } as const;
  const asked = { mode: 'ocra', algorithm: 'SHA1', digits: 6 } as const;
  const wanting: readonly (readonly [string, Partial<Lot>, boolean])[] = [
    ['TOTP', {}, true],
    ['HOTP', { parameters: { mode: 'hotp', ...counted } }, false],
    ['HOTP that expires', { parameters: { mode: 'hotp', ...counted }, expiry: 2e9 }, true],
    ['OCRA', { parameters: { ...asked, suite: 'OCRA-1:HOTP-SHA1-6:QN08' } }, false],
    ['OCRA by time', { parameters: { ...asked, suite: 'OCRA-1:HOTP-SHA1-6:QN08-T1M' } }, true],
  ];

  it.each(wanting)('of %s is wanted or not', async (_, lot, wanted) => {
    const fob = new ClaimedFob({ codeCheck: 'none', ...lot });
    fob.after = (deed) => {
      if (deed === 'loadSeed') withoutClock(fob);
    };
    const ran = new Loading(await fob.job()).run();
    if (wanted) await expect(ran).rejects.toMatchObject({ message: 'its clock is lost' });
    else await ran;
    expect(fob.didOf('rotateTransportKey')).toHaveLength(wanted ? 0 : 1);
  });
});
