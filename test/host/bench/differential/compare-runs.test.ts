import { compareRuns, type MessageRecord, type RunRecord, type Sample } from '@fobkit/bench';
import { describe, expect, it } from 'vitest';
import { run, step } from '../export/records.ts';

const START = 1_798_761_600_000;

function reply(command: string, fields: MessageRecord['fields'], at = 0): MessageRecord {
  return {
    unixMs: START + at,
    direction: 'reply',
    step: 1,
    command,
    status: 'ok',
    sealed: false,
    ...(fields === undefined ? {} : { fields }),
  };
}

function code(movingFactor: number, digits: string, at = 0): MessageRecord {
  return reply('ReadCode', { code: digits, movingFactor, unixTime: (START + at) / 1000 }, at);
}

function said(...transcript: readonly MessageRecord[]): RunRecord {
  return run('PASS', { transcript });
}

function showed(...faces: readonly (readonly [number, string])[]): RunRecord {
  const timeline: readonly Sample[] = faces.map(([at, lcd]) => ({ unixMs: START + at, lcd }));
  return run('PASS', { timeline });
}

describe('two runs of one scenario side by side', () => {
  it('are alike when nothing differs but whose they are', () => {
    const left = said(reply('GetInfo', { deviceId: 'f0b1', model: 'generic' }));
    const right = said(reply('GetInfo', { deviceId: 'f0b2', model: 'generic' }));
    expect(compareRuns(left, { ...right, runId: 'other' })).toBeUndefined();
  });

  it('differ in a reply, by its field', () => {
    const left = said(reply('GetInfo', { loaded: { digits: 6 } }));
    const right = said(reply('GetInfo', { loaded: { digits: 8 } }));
    expect(compareRuns(left, right)).toMatchObject({
      kind: 'reply',
      what: 'GetInfo loaded.digits',
      left: '6',
      right: '8',
    });
  });

  it('do not differ in a field that is to be ignored', () => {
    const left = said(reply('GetInfo', { loaded: { digits: 6, serialLabel: 'A' } }));
    const right = said(reply('GetInfo', { loaded: { digits: 6, serialLabel: 'B' } }));
    expect(compareRuns(left, right, { ignore: ['loaded.serialLabel'] })).toBeUndefined();
    expect(compareRuns(left, right)).toBeDefined();
  });

  it('differ in the status of a reply', () => {
    const left = said(reply('Wink', {}));
    const right = said({ ...reply('Wink', {}), status: 'unknown-command' });
    expect(compareRuns(left, right)).toMatchObject({
      kind: 'reply',
      right: '← Wink unknown-command',
    });
  });

  it('differ in a code of one time step', () => {
    expect(compareRuns(said(code(7, '111111')), said(code(7, '222222')))).toMatchObject({
      kind: 'code',
      left: '"111111"',
    });
  });

  it('do not differ in codes of two time steps, while the clocks are right', () => {
    expect(compareRuns(said(code(7, '111111')), said(code(8, '222222', 30_000)))).toBeUndefined();
  });

  it('differ in a clock that is further off than the tolerance', () => {
    const slow = reply('GetStatus', { clock: (START - 5000) * 32.768 });
    const right = reply('GetStatus', { clock: START * 32.768 });
    expect(compareRuns(said(slow), said(right))).toMatchObject({ kind: 'timing', left: '-5' });
    expect(compareRuns(said(slow), said(right), { toleranceMs: 6000 })).toBeUndefined();
  });

  it('are compared without what a rig asks for itself, or asks again', () => {
    const both = code(7, '111111');
    const { step: _, ...ownQuestion } = reply('GetInfo', { model: 'other' });
    const right = said(ownQuestion, reply('ReadCode', { code: '999999' }), both);
    expect(compareRuns(said(both), right)).toBeUndefined();
  });

  it('differ when one of them ends before the other', () => {
    const left = run('PASS', { steps: [step(1)] });
    const right = run('PASS', { steps: [step(1), step(2, { startUnixMs: START + 10 })] });
    expect(compareRuns(left, right)).toMatchObject({
      kind: 'verdict',
      left: 'nothing more',
      right: 'step 2 expect code valid 2: PASS',
    });
  });

  it('differ in what the LCD shows', () => {
    expect(
      compareRuns(showed([0, ''], [250, 'bAtt 05']), showed([0, ''], [250, '123456'])),
    ).toMatchObject({ kind: 'display', at: 250, left: 'LCD "bAtt 05"', right: 'LCD "123456"' });
  });

  it('have what was seen on each side up to its own moment', () => {
    const slow = showed([0, ''], [900, '8688888']);
    const difference = compareRuns(showed([0, ''], [100, '8888888']), slow);
    const last = { left: difference?.context.left.at(-1), right: difference?.context.right.at(-1) };
    expect(last).toEqual({
      left: '+0.100 s  LCD "8888888"',
      right: '+0.900 s  LCD "8688888"',
    });
  });

  it('differ in a segment of all that are lit, at whatever moment: that is no code', () => {
    const difference = compareRuns(showed([0, '8888888']), showed([900, '8688888']));
    expect(difference).toMatchObject({ kind: 'display', left: 'LCD "8888888"' });
    expect(compareRuns(showed([0, '8888888']), showed([900, '8888888']))).toBeUndefined();
  });

  it('differ in codes on the LCD at one moment, not at two', () => {
    expect(compareRuns(showed([0, '111111']), showed([0, '222222']))).toBeDefined();
    expect(compareRuns(showed([0, '111111']), showed([9000, '222222']))).toBeUndefined();
    expect(compareRuns(showed([0, '111111']), showed([9000, '22222222']))).toBeDefined();
  });

  describe('a face that comes late', () => {
    /** Steps that end at these moments; the LCD goes dark after the one of this number. */
    const darkAfter = (
      ends: readonly number[],
      number: number,
      faces = ['123456', ''],
    ): RunRecord =>
      run('PASS', {
        steps: ends.map((end, index) =>
          step(index + 1, { startUnixMs: START + (ends[index - 1] ?? 0), endUnixMs: START + end }),
        ),
        timeline: [
          { unixMs: START, lcd: 'bAtt 05' },
          { unixMs: START + (ends[0] ?? 0), lcd: faces[0] ?? '' },
          { unixMs: START + (ends[number - 1] ?? 0), lcd: faces[1] ?? '' },
        ],
      });
    const ENDS = [250, 30_250, 35_250, 65_250];

    it('is a difference of timing', () => {
      const [prompt, late] = [darkAfter(ENDS, 2), darkAfter(ENDS, 4)];
      expect(compareRuns(prompt, late)).toMatchObject({
        kind: 'timing',
        what: 'when the LCD changed',
        at: 30_250,
        left: 'LCD dark',
        right: 'LCD dark, later by at least 5000 ms',
      });
      expect(compareRuns(late, prompt)).toMatchObject({
        kind: 'timing',
        left: 'LCD dark, later by at least 5000 ms',
      });
    });

    it('is none within the tolerance, nor where nobody looked meanwhile', () => {
      const [prompt, late] = [darkAfter(ENDS, 2), darkAfter(ENDS, 4)];
      expect(compareRuns(prompt, late, { toleranceMs: 5000 })).toBeUndefined();
      expect(compareRuns(prompt, darkAfter(ENDS, 3))).toBeUndefined();
    });

    it('is none for all that a run has lost before, step by step', () => {
      const slow = ENDS.map((end, index) => end + 1500 * (index + 1));
      expect(compareRuns(darkAfter(ENDS, 4), darkAfter(slow, 4))).toBeUndefined();
    });

    it('is none when it is the next code: that follows from the clock', () => {
      const next = ['123456', '654321'];
      expect(compareRuns(darkAfter(ENDS, 2, next), darkAfter(ENDS, 4, next))).toBeUndefined();
    });
  });

  it('are compared without LCD where one rig cannot see it', () => {
    expect(compareRuns(showed([0, '111111']), showed())).toBeUndefined();
  });

  it('differ in the verdict of a step, and say why', () => {
    const left = run('PASS', { steps: [step(1)] });
    const right = run('FAIL', { steps: [step(1, { verdict: 'FAIL', message: 'too late' })] });
    expect(compareRuns(left, right)).toMatchObject({ kind: 'verdict', what: 'step 1' });
    expect(compareRuns(left, right)?.right).toContain('(too late)');
  });

  it('differ in how long a step took', () => {
    const left = run('PASS', { steps: [step(1)] });
    const right = run('PASS', { steps: [step(1, { endUnixMs: START + 9000 })] });
    expect(compareRuns(left, right)).toMatchObject({
      kind: 'timing',
      left: '1500 ms',
      right: '9000 ms',
    });
  });

  it('tell the first difference, with what was seen up to there', () => {
    const record = (digits: string, lcd: string): RunRecord =>
      run('PASS', {
        transcript: [reply('GetInfo', {}), code(7, digits, 9000)],
        timeline: [{ unixMs: START + 500, lcd }],
      });
    const difference = compareRuns(record('111111', 'A'), record('222222', 'b'), { context: 2 });
    expect(difference).toMatchObject({ kind: 'display', at: 500 });
    expect(difference?.context.left).toEqual([
      '+0.000 s  step 2 expect code valid 2: PASS',
      '+0.500 s  LCD "A"',
    ]);
  });

  describe('whose parameters differ on purpose', () => {
    const withCelsius = (celsius: number, verdict: 'PASS' | 'FAIL', line = 7): RunRecord => {
      const record = run(verdict);
      const place = { file: 'cold.yaml', line, column: 5 };
      const first = step(1, {
        kind: 'temperature',
        text: `temperature ${String(celsius)} °C`,
        place,
        endUnixMs: step(1).startUnixMs + celsius * 1000,
      });
      return {
        ...record,
        scenario: { ...record.scenario, parameters: { profile: 'generic', celsius } },
        steps: [first, step(2, { verdict, startUnixMs: step(1).startUnixMs + 100_000 })],
      };
    };

    it('do not differ in the text of a step, nor in the time that it takes', () => {
      expect(compareRuns(withCelsius(25, 'PASS'), withCelsius(60, 'PASS'))).toBeUndefined();
    });

    it('differ in the verdict of a later step', () => {
      const found = compareRuns(withCelsius(25, 'PASS'), withCelsius(60, 'FAIL'));
      expect(found).toMatchObject({ kind: 'verdict', what: 'step 2' });
    });

    it('differ when they go another way through the file', () => {
      const found = compareRuns(withCelsius(25, 'PASS'), withCelsius(60, 'PASS', 9));
      expect(found).toMatchObject({ kind: 'verdict', what: 'step 1' });
    });

    it('differ in the text of a step where the parameters are the same', () => {
      const { scenario } = withCelsius(25, 'PASS');
      const right = { ...withCelsius(60, 'PASS'), scenario };
      expect(compareRuns(withCelsius(25, 'PASS'), right)).toMatchObject({ what: 'step 1' });
    });
  });
});
