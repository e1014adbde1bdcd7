import { delay, ProtocolVersionError, Secret } from '@fobkit/client';
import { fromHex, ocra, parseOcraSuite, prepareKey } from '@fobkit/protocol';
import { describe, expect, it } from 'vitest';
import { type LabelContent, PrinterError } from '../../../../host/station/label/label.ts';
import type { Lot } from '../../../../host/station/lot/lot.ts';
import type { StationPort } from '../../../../host/station/run/port.ts';
import { verifyCode } from '../../../../host/station/unit/code-verifier.ts';
import { troubleTexts } from '../../../../host/station/unit/trouble-texts.ts';
import { TestStation } from '../support/station.ts';
import type { YardFob } from '../support/yard.ts';

/** A station with one fob, which is plugged in again so often as it is not done. */
function oneFob(lot: Partial<Lot> = {}, again = 1): { station: TestStation; fob: YardFob } {
  const station = new TestStation(1, lot);
  const fob = station.yard.fob();
  fob.plugIn();
  let left = again;
  const { operator } = station;
  station.operator = (event) => {
    operator(event);
    if (event.kind !== 'ended' || event.end === 'done') return;
    if (left-- > 0) {
      fob.pull();
      fob.plugIn();
    } else {
      station.stop.abort();
    }
  };
  return { station, fob };
}

const HOTP: Partial<Lot> = {
  parameters: { mode: 'hotp', algorithm: 'SHA1', digits: 6, counter: 5 },
};

describe('the code of a fob', () => {
  it('of purpose production is told after a press that the station asks for', async () => {
    const { station, fob } = oneFob({ purpose: 'production' });
    const { operator } = station;
    station.operator = (event) => {
      operator(event);
      if (event.kind === 'press-wanted') fob.fob.press();
    };
    expect(await station.run()).toMatchObject({ reason: 'lot-done' });
    expect(station.events).toContainEqual({
      kind: 'press-wanted',
      port: 'port-1',
      serialLabel: 'FOB-0001',
    });
  });

  it('is asked for after the unit was told to be in work, which is told once', async () => {
    const { station, fob } = oneFob({ purpose: 'production' });
    const { operator } = station;
    let asked = 0;
    station.operator = (event) => {
      operator(event);
      if (event.kind === 'press-wanted' && ++asked === 2) fob.fob.press();
    };
    await station.run({ pressWaitMs: 20_000 });
    const { deviceId } = fob;
    const kinds = station.events.map(({ kind }) => kind);
    expect(station.events.filter(({ kind }) => kind === 'claimed')).toEqual([
      { kind: 'claimed', port: 'port-1', deviceId, serialLabel: 'FOB-0001' },
    ]);
    expect(kinds.indexOf('claimed')).toBeLessThan(kinds.indexOf('press-wanted'));
  });

  it('is asked for again at the next plug-in when nobody pressed', async () => {
    const { station, fob } = oneFob({ purpose: 'production' });
    const { operator } = station;
    let asked = 0;
    station.operator = (event) => {
      operator(event);
      if (event.kind === 'press-wanted' && ++asked === 2) fob.fob.press();
    };
    await station.run({ pressWaitMs: 20_000 });
    expect(station.ends).toEqual(['port-1 left-open no-press', 'port-1 done']);
    expect(station.events.find((event) => event.kind === 'ended')?.why).toMatch(/within 20 s/);
  });

  it('that is wrong by another engine quarantines the fob', async () => {
    const { station } = oneFob({}, 1);
    const verify = (): { ok: boolean; engine: string; why: string } => ({
      ok: false,
      engine: 'otplib',
      why: 'the code is not that of this time',
    });
    await station.run({ verify });
    expect(station.ends).toEqual(['port-1 quarantined wrong-code']);
    expect(station.registry.row('FOB-0001').unit).toMatchObject({
      state: 'quarantined',
      reason: 'the code is not that of this time (by otplib)',
    });
  });

  it('of HOTP uses a counter up, and the next one is on record', async () => {
    const { station } = oneFob(HOTP);
    await station.run();
    expect(station.registry.row('FOB-0001')).toMatchObject({ unit: { state: 'done' }, counter: 6 });
  });

  it('of HOTP that nobody asks for leaves the first counter', async () => {
    const { station } = oneFob({ ...HOTP, codeCheck: 'none' });
    await station.run();
    expect(station.registry.row('FOB-0001').counter).toBe(5);
  });

  it('of OCRA is judged too', async () => {
    const suite = 'OCRA-1:HOTP-SHA256-8:C-QN08';
    const { station } = oneFob({
      parameters: { mode: 'ocra', algorithm: 'SHA256', digits: 8, counter: 0, suite },
    });
    expect(await station.run()).toMatchObject({ reason: 'lot-done' });
    expect(station.registry.row('FOB-0001').counter).toBe(1);
  });
});

describe('the engine of codes', () => {
  // RFC 6238, appendix B: SHA1, 8 digits, at 1111111109 s and the code of it.
  const seed = new Secret(Buffer.from('12345678901234567890'));
  const parameters = {
    mode: 'totp',
    algorithm: 'SHA1',
    digits: 8,
    serialLabel: 'X',
    purpose: 'test',
    stepSeconds: 30,
    t0: 0,
  } as const;
  const reading = { code: '07081804', mode: 'totp' } as const;

  it.each([
    [-31, false],
    [-30, true],
    [0, true],
    [30, true],
    [60, true],
    [61, false],
  ])('takes the code of 1111111109 s with the host %d s further: %s', (late, ok) => {
    // The step began at 1111111080.
    const unixMs = (1_111_111_080 + late) * 1000;
    const inside = late >= -30 && late < 60;
    expect(verifyCode({ reading, parameters, seed, unixMs }).ok).toBe(ok && inside);
  });

  it('says which one it is, and not the code', () => {
    const verdict = verifyCode({ reading, parameters, seed, unixMs: 0 });
    expect(verdict).toMatchObject({ ok: false, engine: 'otplib' });
    expect(verdict.why).not.toContain('07081804');
  });

  it('takes of HOTP the code of just the counter that the fob names', () => {
    // RFC 4226, appendix D.
    const hotp = { ...parameters, mode: 'hotp', digits: 6, counter: 0 } as const;
    const told = (code: string, movingFactor: number): boolean =>
      verifyCode({
        reading: { code, mode: 'hotp', movingFactor },
        parameters: hotp,
        seed,
        unixMs: 0,
      }).ok;
    expect(told('755224', 0)).toBe(true);
    expect(told('287082', 1)).toBe(true);
    expect(told('287082', 0)).toBe(false);
    expect(
      verifyCode({
        reading: { code: '755224', mode: 'hotp', movingFactor: 0 },
        parameters: { ...hotp, counter: 1 },
        seed,
        unixMs: 0,
      }).ok,
    ).toBe(false);
  });

  it('takes of OCRA the response to the challenge (RFC 6287, appendix C.2)', () => {
    const suite = 'OCRA-1:HOTP-SHA512-8:C-QN08';
    const key = '3132333435363738393031323334353637383930'.repeat(4).slice(0, 128);
    const secret = new Secret(fromHex(key));
    const given = {
      reading: { code: '07016083', mode: 'ocra', movingFactor: 0 },
      parameters: { ...parameters, mode: 'ocra', algorithm: 'SHA512', suite },
      seed: secret,
      unixMs: 0,
    } as const;
    expect(
      ocra(prepareKey('SHA512', fromHex(key)), parseOcraSuite(suite), {
        question: '00000000',
        counter: 0,
      }),
    ).toBe('07016083');
    expect(verifyCode({ ...given, challenge: '00000000' }).ok).toBe(true);
    expect(verifyCode({ ...given, challenge: '11111111' }).ok).toBe(false);
    expect(verifyCode({ ...given, challenge: '00000000' }).engine).toBe('@fobkit/protocol');
  });
});

describe('the label of a fob', () => {
  it('is printed when the fob is proved, with what is on record', async () => {
    const { station, fob } = oneFob({ expiry: 1_900_000_000 });
    const printed: LabelContent[] = [];
    const printer = {
      name: 'test',
      print: (label: LabelContent): Promise<void> => {
        printed.push(label);
        return Promise.resolve();
      },
    };
    await station.run({ printer });
    expect(printed).toEqual([
      { serialLabel: 'FOB-0001', deviceId: fob.deviceId, lot: 'First lot', expiry: 1_900_000_000 },
    ]);
    expect(station.registry.row('FOB-0001').unit.labelsPrinted).toBe(1);
    expect(station.registry.log).toEqual([
      'FOB-0001 loading',
      'FOB-0001 labelling',
      'FOB-0001 label',
      'FOB-0001 done',
    ]);
  });

  it('is printed when the one before is out, however many ports there are', async () => {
    const station = new TestStation(4);
    for (let i = 0; i < 4; i++) station.yard.fob().plugIn();
    let printing = 0;
    let most = 0;
    const printer = {
      name: 'test',
      print: async (): Promise<void> => {
        most = Math.max(most, ++printing);
        await delay(station.yard.clock, 2_000);
        printing--;
      },
    };
    expect(await station.run({ printer })).toMatchObject({ reason: 'lot-done' });
    expect(most).toBe(1);
  });

  it('that the printer does not print is printed when the fob comes again', async () => {
    const { station } = oneFob();
    let tries = 0;
    const printer = {
      name: 'test',
      print: (): Promise<void> =>
        ++tries === 1
          ? Promise.reject(new PrinterError('the printer has no paper'))
          : Promise.resolve(),
    };
    await station.run({ printer });
    expect(station.ends).toEqual(['port-1 left-open label-printer', 'port-1 done']);
    expect(station.events.find((event) => event.kind === 'ended')?.why).toBe(
      'the printer has no paper',
    );
  });
});

describe('a unit in work', () => {
  it('is rolled back when the fob refuses the seed and is blank', async () => {
    const { station, fob } = oneFob({}, 0);
    for (const { unit } of station.registry.rows) unit.serialLabel = 'no label';
    await station.run();
    expect(station.ends).toEqual(['port-1 rolled-back refused']);
    expect(station.registry.counts).toMatchObject({ unused: 1, working: 0 });
    expect(fob.fob.serialLabel).toBeUndefined();
  });

  it('is quarantined when its fob came to hold another seed', async () => {
    const { station, fob } = oneFob({}, 1);
    const { operator } = station;
    let stopped = false;
    const now = new AbortController();
    station.operator = (event) => {
      operator(event);
      if (event.kind === 'step' && event.step === 'key-check' && !stopped) {
        stopped = true;
        now.abort();
      }
    };
    await station.run({ stopNow: now.signal });
    expect(station.registry.row('FOB-0001').unit.step).toBe('loading');
    const row = station.registry.row('FOB-0001');
    row.seed[0] = (row.seed[0] ?? 0) ^ 1;
    const again = new AbortController();
    station.operator = (event) => {
      if (event.kind === 'ended') again.abort();
    };
    fob.pull();
    fob.plugIn();
    await station.run({ signal: again.signal });
    expect(row.unit).toMatchObject({ state: 'quarantined' });
    expect(row.unit.reason).toMatch(/another seed/);
  });

  it('is quarantined when its fob tells another generation after the rotation of its key', async () => {
    const station = new TestStation(1);
    const { port } = station.yard.fob();
    let rotating = false;
    station.operator = (event) => {
      if (event.kind === 'step' && event.step === 'rotate-key') rotating = true;
      if (event.kind === 'ended') station.stop.abort();
    };
    const connect: StationPort['connect'] = async (signal) => {
      const fob = await port.connect(signal);
      return {
        url: fob.url,
        deviceId: fob.deviceId,
        capabilities: fob.capabilities,
        info: fob.info,
        getInfo: async (options) => {
          const info = await fob.getInfo(options);
          return rotating ? { ...info, keyGeneration: 2 } : info;
        },
        getStatus: (options) => fob.getStatus(options),
        selfTest: (options) => fob.selfTest(options),
        readCode: (options) => fob.readCode(options),
        readDisplay: (options) => fob.readDisplay(options),
        wink: (options) => fob.wink(options),
        openChannel: (key, options) => fob.openChannel(key, options),
        close: () => fob.close(),
      };
    };
    station.yard.ports.tell({ kind: 'arrived', port: { name: 'port-9', connect } });
    await station.run();
    expect(station.ends).toEqual(['port-9 quarantined wrong-key']);
    expect(station.registry.row('FOB-0001').unit.reason).toMatch(/generation 2, not 1/);
  });

  it('is rolled back when the batch key is not the fob’s', async () => {
    const station = new TestStation(1);
    const fob = station.yard.fob();
    fob.plugIn();
    station.operator = (event) => {
      if (event.kind === 'ended') station.stop.abort();
    };
    const keys = { find: () => Promise.resolve(new Secret(new Uint8Array(32).fill(9))) };
    await station.run({ keys });
    expect(station.ends).toEqual(['port-1 rolled-back wrong-key']);
    expect(station.registry.counts).toMatchObject({ unused: 1, working: 0 });
  });
});

describe('a fob that speaks another version of the protocol', () => {
  it('is refused, and the run goes on', async () => {
    const station = new TestStation(1);
    const { yard } = station;
    const strange = {
      name: 'port-9',
      connect: () => Promise.reject(new ProtocolVersionError('sim:9', 2, 1)),
    };
    yard.ports.tell({ kind: 'arrived', port: strange });
    yard.fob().plugIn();
    expect(await station.run()).toMatchObject({ reason: 'lot-done' });
    expect(station.ends).toContain('port-9 refused cannot-do');
  });
});

describe('a clock', () => {
  it('is set so that it is right when the message arrives', async () => {
    const { station, fob } = oneFob();
    // 40 ms there and 40 ms back.
    fob.around = (link) => ({
      url: link.url,
      open: async (options) => {
        const connection = await link.open(options);
        const wait = (run: () => void): void => {
          station.yard.clock.after(40, run);
        };
        return {
          closed: connection.closed,
          close: () => connection.close(),
          onBytes: (listener) =>
            connection.onBytes((bytes) => {
              wait(() => {
                listener(bytes);
              });
            }),
          write: (bytes) => {
            const { promise, resolve, reject } = Promise.withResolvers<undefined>();
            wait(() => {
              connection.write(bytes).then(() => {
                resolve(undefined);
              }, reject);
            });
            return promise;
          },
        };
      },
    });
    await station.run();
    const { clock } = station.registry.row('FOB-0001').unit;
    expect(Math.abs(clock?.offsetMs ?? Infinity)).toBeLessThan(2);
    expect(clock?.jitterMs).toBeGreaterThan(40);
    expect(clock?.jitterMs).toBeLessThan(43);
    expect(Math.abs(fob.fob.driftTicks ?? Infinity)).toBeLessThan(65);
  });
});

describe('a trouble', () => {
  it('has its name, its meaning and what to do in either language', () => {
    for (const { name, meaning, remedy } of Object.values(troubleTexts.en)) {
      expect(name).toMatch(/^[a-z]/);
      expect(`${meaning} ${remedy}`).toMatch(/^[A-Z].*\. [A-Z].*\.$/);
    }
    for (const { name, meaning, remedy } of Object.values(troubleTexts.ja)) {
      expect([name, meaning, remedy].every((text) => /[ぁ-んァ-ヶ一-龠]/.test(text))).toBe(true);
      expect(`${meaning}${remedy}`).toMatch(/。.*。$/);
    }
  });

  it('is called otherwise than any other', () => {
    for (const texts of Object.values(troubleTexts)) {
      const names = Object.values(texts).map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
    }
  });
});
