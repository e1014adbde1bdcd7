import { fromHex } from '@fobkit/protocol';
import { describe, expect, it } from 'vitest';
import type { Lot } from '../../../../host/station/lot/lot.ts';
import {
  type Circumstances,
  classify,
  type Verdict,
} from '../../../../host/station/unit/classify.ts';
import { DEFAULT_LIMITS } from '../../../../host/station/unit/fob-health.ts';
import type { FobReading } from '../../../../host/station/unit/fob-reading.ts';
import { lotParameters } from '../../../../host/station/unit/lot-parameters.ts';
import type { Unit } from '../../../../host/station/unit/unit.ts';
import { lotOf } from '../support/lots.ts';

const LOT = lotOf(10);
const CHIP = 'f0b17a5500000017';
const LABEL = 'FOB-0001';

const BLANK: FobReading = {
  info: {
    protocolVersion: 1,
    deviceId: fromHex(CHIP),
    model: 'generic',
    firmwareVersion: '1.0.0',
    lifecycle: 'blank',
    keyGeneration: 0,
    batchKeyId: fromHex('0b4d47a1'),
    features: {
      modes: ['totp', 'hotp'],
      algorithms: ['SHA1', 'SHA256'],
      minDigits: 6,
      maxDigits: 8,
      steps: [30, 60],
      commands: [1, 2, 3, 4, 5, 6, 0x10, 0x11, 0x20, 0x21, 0x22, 0x23, 0x24, 0x25],
      clockAdjustLimitSeconds: 600,
      trimLimitPpb: 100_000,
      hasButton: true,
    },
  },
  status: {
    lifecycle: 'blank',
    batteryPercent: 100,
    batteryMillivolts: 3000,
    externalPower: true,
    uptime: 0,
    deciCelsius: 215,
    resetCause: 'power-on',
    trimPpb: 0,
    presses: 0,
    resets: 1,
    wrongKeys: 0,
    channelDelay: 0,
    events: [],
  },
  selfTest: { ok: true, parts: [] },
};

function infoWith(changes: Partial<FobReading['info']>, reading = BLANK): FobReading {
  return { ...reading, info: { ...reading.info, ...changes } };
}

function statusWith(changes: Partial<FobReading['status']>, reading = BLANK): FobReading {
  return { ...reading, status: { ...reading.status, ...changes } };
}

function failing(part: 'battery' | 'flash' | 'lcd' | 'clock', reading = BLANK): FobReading {
  return { ...reading, selfTest: { ok: false, parts: [{ part, ok: false, value: 3 }] } };
}

const LOADED = infoWith({ lifecycle: 'ready', loaded: lotParameters(LOT, LABEL) });

function unit(changes: Partial<Unit>): Unit {
  return {
    id: 1,
    lot: LOT.id,
    number: 1,
    serialLabel: LABEL,
    state: 'unused',
    labelsPrinted: 0,
    ...changes,
  };
}

const DONE = unit({ state: 'done', deviceId: CHIP, keyGeneration: 1 });
const CLAIMED = unit({ state: 'working', deviceId: CHIP, step: 'claimed' });
const LOADING = unit({ state: 'working', deviceId: CHIP, step: 'loading' });

function judge(reading: FobReading, more: Partial<Circumstances> = {}): Verdict {
  return classify({ reading, lot: LOT, limits: DEFAULT_LIMITS, batchKnown: true, ...more });
}

function lotWith(changes: Partial<Lot>): { readonly lot: Lot } {
  return { lot: { ...LOT, ...changes } };
}

function refused(trouble: string, why = /./): object {
  return { kind: 'trouble', trouble, fate: 'none', why: expect.stringMatching(why) as string };
}

describe('a fob that the registry does not know', () => {
  it('gets a unit when it is blank, well and of the right model', () => {
    expect(judge(BLANK)).toEqual({ kind: 'new' });
  });

  it.each<[string, FobReading, Partial<Circumstances>, string, RegExp]>([
    ['of another model', infoWith({ model: 'sid700' }), {}, 'wrong-model', /sid700.*generic/],
    [
      'whose type has not that many digits',
      BLANK,
      lotWith({ parameters: { ...LOT.parameters, digits: 9 } }),
      'cannot-do',
      /no 9 digits/,
    ],
    [
      'whose firmware cannot rotate its key',
      infoWith({ features: { ...BLANK.info.features, commands: [1, 2, 3, 0x20, 0x21, 0x24] } }),
      {},
      'cannot-do',
      /rotate-key/,
    ],
    [
      'that would have to be pressed and has no button',
      infoWith({ features: { ...BLANK.info.features, hasButton: false } }),
      lotWith({ purpose: 'production' }),
      'cannot-do',
      /no button/,
    ],
    ['that holds a label of nobody', LOADED, {}, 'already-loaded', /FOB-0001/],
    [
      'that holds a label which no chip was given',
      LOADED,
      { labelled: unit({}) },
      'half-loaded',
      /FOB-0001/,
    ],
    [
      'that holds the label of another chip',
      LOADED,
      { labelled: { ...DONE, deviceId: '00000000000000aa' } },
      'mislabelled',
      /00000000000000aa/,
    ],
    ['of a batch without a key here', BLANK, { batchKnown: false }, 'unknown-batch', /0b4d47a1/],
    ['that is blank with another key', infoWith({ keyGeneration: 2 }), {}, 'wrong-key', /2/],
    ['whose cell is low', statusWith({ batteryPercent: 9 }), {}, 'dying', /9 %.*3000 mV/],
    ['whose cell is low by its own test', failing('battery'), {}, 'dying', /battery/],
    ['whose flash is worn', failing('flash'), {}, 'dying', /flash \(3\)/],
    ['whose LCD is broken', failing('lcd'), {}, 'self-test', /lcd/],
    ['that is dead', infoWith({ lifecycle: 'dead' }), {}, 'dead', /dead/],
    ['with a twin of its device id', BLANK, { twin: 'device-id' }, 'duplicate-id', /two ports/],
    ['with a twin of its label', LOADED, { twin: 'serial-label' }, 'duplicate-label', /FOB-0001/],
    ['when the lot is paused', BLANK, lotWith({ state: 'paused' }), 'lot-paused', /lot-1/],
    ['when the lot is closed', BLANK, lotWith({ state: 'closed' }), 'lot-closed', /lot-1/],
  ])('gets none %s', (...[, reading, more, trouble, why]) => {
    expect(judge(reading, more)).toEqual(refused(trouble, why));
  });

  it('is judged by the low level of its own type', () => {
    const limits = { ...DEFAULT_LIMITS, lowBatteryPercent: 5 };
    expect(judge(statusWith({ batteryPercent: 9 }), { limits })).toEqual({ kind: 'new' });
  });
});

describe('a fob whose unit has ended', () => {
  it.each<[string, FobReading, Unit, string, RegExp]>([
    ['done', LOADED, DONE, 'already-done', /FOB-0001 of the lot lot-1/],
    ['done, and wiped since', BLANK, DONE, 'already-done', /wiped/],
    [
      'quarantined',
      LOADED,
      { ...DONE, state: 'quarantined', reason: 'a wrong code' },
      'already-done',
      /quarantined: a wrong code/,
    ],
    [
      'scrapped, and still loaded',
      LOADED,
      { ...DONE, state: 'scrapped' },
      'already-done',
      /scrapped/,
    ],
    ['of another label', LOADED, { ...DONE, serialLabel: 'FOB-0009' }, 'mislabelled', /FOB-0009/],
    ['done, its clock lost', infoWith({ lifecycle: 'clock-lost' }, LOADED), DONE, 'clock', /lost/],
  ])('is refused: %s', (...[, reading, known, trouble, why]) => {
    expect(judge(reading, { unit: known })).toEqual(refused(trouble, why));
  });

  it('is trimmed when its lot wants that and it was not yet', () => {
    const lot = lotWith({ trim: { ppm: 2, by: 'soak' } });
    expect(judge(LOADED, { ...lot, unit: DONE })).toEqual({ kind: 'trim' });
    const trimmed = { ...DONE, trimPpb: 0 };
    expect(judge(LOADED, { ...lot, unit: trimmed })).toEqual(refused('already-done'));
  });

  it('gets another unit when that was scrapped and it is blank', () => {
    expect(judge(BLANK, { unit: { ...DONE, state: 'scrapped' } })).toEqual({ kind: 'new' });
  });
});

describe('a fob whose unit is in work', () => {
  const lost = infoWith({ lifecycle: 'clock-lost' }, LOADED);

  it.each<[string, FobReading, Unit, Verdict]>([
    ['blank, claimed', BLANK, CLAIMED, { kind: 'resume', wipe: false }],
    ['blank, half-loaded by the registry', BLANK, LOADING, { kind: 'resume', wipe: false }],
    ['loaded, not proved', LOADED, LOADING, { kind: 'resume', wipe: false }],
    ['loaded, its clock lost', lost, LOADING, { kind: 'resume', wipe: true }],
  ])('is taken up again: %s', (_, reading, known, verdict) => {
    expect(judge(reading, { unit: known })).toEqual(verdict);
  });

  it.each<[string, FobReading, Unit, string, string]>([
    ['blank and dying', failing('flash'), LOADING, 'dying', 'roll-back'],
    ['loaded and dying', failing('flash', LOADED), LOADING, 'dying', 'quarantine'],
    ['dead', infoWith({ lifecycle: 'dead' }, LOADED), LOADING, 'dead', 'quarantine'],
    ['expired', infoWith({ lifecycle: 'expired' }, LOADED), LOADING, 'dead', 'quarantine'],
    ['of another label', LOADED, { ...LOADING, serialLabel: 'X' }, 'mislabelled', 'quarantine'],
    [
      'of another label, claimed',
      LOADED,
      { ...CLAIMED, serialLabel: 'X' },
      'mislabelled',
      'roll-back',
    ],
  ])('is given up: %s', (...[, reading, known, trouble, fate]) => {
    expect(judge(reading, { unit: known })).toMatchObject({ kind: 'trouble', trouble, fate });
  });

  it('belongs to where it was begun', () => {
    const other = { ...LOADING, lot: 'lot-2' };
    expect(judge(LOADED, { unit: other })).toEqual(refused('elsewhere', /lot-2/));
  });

  it('waits for the key of its batch', () => {
    const more = { unit: LOADING, batchKnown: false };
    expect(judge(LOADED, more)).toEqual(refused('unknown-batch'));
    const rotated = infoWith({ keyGeneration: 1 }, LOADED);
    expect(judge(rotated, more)).toEqual({ kind: 'resume', wipe: false });
  });

  it('does not fail by a lost clock in its self-test', () => {
    expect(judge(failing('clock', lost), { unit: LOADING })).toEqual({
      kind: 'resume',
      wipe: true,
    });
  });
});
