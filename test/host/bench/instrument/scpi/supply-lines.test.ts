import { describe, expect, it } from 'vitest';
import { nodeClock } from '@fobkit/client/node';
import { InstrumentStream } from '../../../../../host/bench/instrument/stream/instrument-stream.ts';
import { ScpiSession } from '../../../../../host/bench/instrument/scpi/scpi-session.ts';
import { ScpiSupply } from '../../../../../host/bench/instrument/scpi/scpi-supply.ts';
import { ascii, type LineScript, ScriptedLine } from '../support/scripted-line.ts';

const IDENTITY = 'ACME,PS1,S1,1.0\n';
const GOOD: Readonly<Record<string, string>> = {
  '*IDN?': IDENTITY,
  'SYST:ERR?': '0,"No error"\n',
  'OUTP?': '1\n',
  ':MEAS:VOLT?': '3.000\n',
};

/** Answers as a supply does, but for what the test says of one question. */
function answering(
  odd: Readonly<Record<string, string | ((line: ScriptedLine) => readonly string[])>> = {},
): LineScript {
  return (got, line) => {
    const question = Buffer.from(got).toString('latin1').trim();
    const answer = odd[question] ?? GOOD[question] ?? '';
    const parts = typeof answer === 'string' ? [answer] : answer(line);
    return parts.filter((part) => part !== '').map(ascii);
  };
}

function supplyOn(
  script: LineScript,
  more: { lateAnswers?: boolean; permit?: () => void } = {},
): { supply: ScpiSupply; line: ScriptedLine } {
  const line = new ScriptedLine(script);
  const { lateAnswers = false, permit } = more;
  const stream = new InstrumentStream({
    what: 'supply toy',
    link: line,
    clock: nodeClock,
    timeoutMs: 30,
    gapMs: 0,
    mostBytes: 1024,
    lateAnswers,
  });
  const config = {
    kind: 'scpi-supply',
    name: 'toy',
    place: { file: 'bench.yaml', line: 1, column: 1 },
    address: { kind: 'tcp', host: 'toy', port: 1 },
    dialect: 'auto',
    terminator: '\n',
    timeoutMs: 30,
    gapMs: 0,
  } as const;
  return { line, supply: new ScpiSupply(new ScpiSession(stream, '\n', permit), config, nodeClock) };
}

describe('an answer of a supply', () => {
  it.each<[string, readonly string[], number]>([
    ['in pieces', ['3.', '00', '1\n'], 3.001],
    ['that ends with CR LF', ['3.001\r', '\n'], 3.001],
    ['of minus nothing', ['-0.000\n'], -0],
  ])('%s is read', async (_, parts, value) => {
    const { supply } = supplyOn(answering({ ':MEAS:VOLT?': () => parts }));
    expect(await supply.measureVolts(1)).toBe(value);
  });

  it.each([
    ['no number is', '9.91E+37\n'],
    ['NAN', 'NAN\n'],
    ['infinity', '+INF\n'],
    ['a comma for the point', '3,001\n'],
    ['an answer of another question', '0,"No error"\n'],
    ['more than an instrument says', `${'3'.repeat(2000)}\n`],
  ])('%s: the bench is at fault, and the connection is over', async (_, text) => {
    const { supply, line } = supplyOn(answering({ ':MEAS:VOLT?': text }));
    await expect(supply.measureVolts(1)).rejects.toMatchObject({ code: 'contact' });
    expect(line.closed).toBe(1);
  });

  it('glued to another one is not believed at the next question', async () => {
    let once = true;
    const glued = (): readonly string[] => {
      const text = once ? '3.000\n2.000\n' : '1.000\n';
      once = false;
      return [text];
    };
    const { supply } = supplyOn(answering({ ':MEAS:VOLT?': glued }));
    expect(await supply.measureVolts(1)).toBe(3);
    await expect(supply.measureVolts(1)).rejects.toThrow('bytes that nobody asked for');
    expect(await supply.measureVolts(1)).toBe(1);
  });

  it('that a serial line brings after its time is not taken for the next one', async () => {
    let asked = 0;
    const late = (line: ScriptedLine): readonly string[] => {
      asked++;
      if (asked > 1) return ['1.000\n'];
      // It comes when the line is open again, and not before.
      nodeClock.after(45, () => {
        line.says(ascii('3.000\n'));
      });
      return [];
    };
    const { supply } = supplyOn(answering({ ':MEAS:VOLT?': late }), { lateAnswers: true });
    await expect(supply.measureVolts(1)).rejects.toMatchObject({ code: 'contact' });
    expect(await supply.measureVolts(1)).toBe(1);
  });

  it('to somebody who asked before is passed over', async () => {
    const { supply } = supplyOn(answering({ '*IDN?': '2.500\n1\nACME,PS1,S1,1.0\n' }));
    expect(await supply.identify()).toBe('ACME,PS1,S1,1.0');
  });
});

describe('a supply that hung up', () => {
  it('in the middle of a command is lost, and asked who it is before anything else', async () => {
    const hangsUp = (line: ScriptedLine): readonly string[] => {
      line.hangUp();
      return [];
    };
    let isFirst = true;
    const on = (line: ScriptedLine): readonly string[] => {
      if (!isFirst) return [];
      isFirst = false;
      return hangsUp(line);
    };
    const { supply, line } = supplyOn(answering({ 'OUTP ON': on }));
    await expect(supply.output(1, true)).rejects.toMatchObject({ code: 'contact' });
    const before = line.got.length;
    await supply.output(1, true);
    expect(line.got.slice(before)).toEqual(['*IDN?', 'SYST:ERR?', 'OUTP ON', 'SYST:ERR?', 'OUTP?']);
  });

  it('and is another one when it comes back gets no command', async () => {
    let who = 'ACME,PS1,S1,1.0\n';
    const { supply, line } = supplyOn(answering({ '*IDN?': () => [who] }));
    await supply.identify();
    who = 'ACME,PS1,S2,1.0\n';
    line.hangUp();
    await expect(supply.output(1, true)).rejects.toMatchObject({ code: 'contact' });
    await expect(supply.output(1, true)).rejects.toThrow('was ACME,PS1,S1,1.0 and is ACME,PS1,S2');
    expect(line.got).not.toContain('OUTP ON');
  });
});

describe('switching off', () => {
  it('is done and read back though the error queue never empties', async () => {
    const odd = { 'SYST:ERR?': '-200,"Execution error"\n', 'OUTP?': '0\n' };
    const { supply, line } = supplyOn(answering(odd));
    await supply.off(1);
    expect(line.got).toContain('OUTP OFF');
  });

  it('that is read back as on is not proven', async () => {
    const { supply } = supplyOn(answering());
    await expect(supply.off(1)).rejects.toMatchObject({ code: 'unproven' });
  });
});

it('nothing is switched once that is not allowed any more, and asking goes on', async () => {
  const refuse = (): never => {
    throw new Error('the lease is over');
  };
  const { supply, line } = supplyOn(answering(), { permit: refuse });
  await expect(supply.output(1, true)).rejects.toThrow('the lease is over');
  expect(line.got).not.toContain('OUTP ON');
  expect(await supply.measureVolts(1)).toBe(3);
});
