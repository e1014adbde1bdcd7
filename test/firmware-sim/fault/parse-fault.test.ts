import { UsageError } from '@fobkit/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeFaults } from '../../../firmware-sim/fault/catalogue.ts';
import { checkFault } from '../../../firmware-sim/fault/fault.ts';
import {
  type FaultOptions,
  formatFault,
  parseFault,
} from '../../../firmware-sim/fault/parse-fault.ts';
import { anyFault } from './any-fault.ts';

/** The options of a command line, as a CLI would hand them over. */
function split(line: string): { words: string[]; options: FaultOptions } {
  const names = { at: 'at', 'on-nth': 'onNth', when: 'when', chance: 'chance' } as const;
  const [words = '', ...rest] = line.split(' --');
  const options = Object.fromEntries(
    rest.map((option) => {
      const [name = '', value = ''] = option.split(' ');
      return [name in names ? names[name as keyof typeof names] : name, value];
    }),
  );
  return { words: words.split(' '), options };
}

function parseLine(line: string) {
  const { words, options } = split(line);
  return parseFault(words, options);
}

describe('a fault in words', () => {
  it('is its kind, its arguments and its options', () => {
    expect(parseFault(['lcd.segment', '2d'])).toEqual({
      kind: 'lcd.segment',
      args: ['2d'],
      trigger: { on: 'arming' },
    });
    expect(parseFault(['wire.drop', 'to-fob'], { onNth: '17', for: '2m', seed: '7' })).toEqual({
      kind: 'wire.drop',
      args: ['to-fob'],
      trigger: { on: 'nth', event: 'byte', n: 17 },
      durationSeconds: 120,
      seed: 7,
    });
  });

  it.each([
    ['--at 30s', { on: 'delay', seconds: 30 }],
    ['--at 1.5h', { on: 'delay', seconds: 5400 }],
    ['--at @1790000000', { on: 'time', unixSeconds: 1_790_000_000 }],
    ['--at 2026-09-21T14:13:20Z', { on: 'time', unixSeconds: 1_790_000_000 }],
    ['--on-nth frame:3', { on: 'nth', event: 'frame', n: 3 }],
    ['--on-nth byte.to-host:3', { on: 'nth', event: 'byte.to-host', n: 3 }],
    ['--when battery<10', { on: 'condition', condition: { of: 'battery', is: '<', value: 10 } }],
    [
      '--when temperature>=-5.5',
      { on: 'condition', condition: { of: 'temperature', is: '>=', value: -5.5 } },
    ],
    [
      '--when lifecycle!=ready',
      { on: 'condition', condition: { of: 'lifecycle', is: '!=', value: 'ready' } },
    ],
    ['--chance 0.1', { on: 'chance', event: 'press', probability: 0.1 }],
    ['--chance frame:0.25', { on: 'chance', event: 'frame', probability: 0.25 }],
  ])('%s', (option, trigger) => {
    expect(parseLine(`crystal.stop ${option}`).trigger).toEqual(trigger);
  });

  it('every example of the table is one', () => {
    for (const { kind, example } of describeFaults()) {
      expect(parseLine(example).kind).toBe(kind);
    }
  });

  it('formatFault writes what parseFault reads', () => {
    fc.assert(
      fc.property(anyFault, (fault) => {
        expect(parseLine(formatFault(fault))).toEqual(fault);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a wrong word is named, with what is possible', () => {
  it.each([
    ['lcd.segmnt 2d', 'no kind of fault is called "lcd.segmnt"; did you mean lcd.segment?'],
    ['lamp', 'no kind of fault is called "lamp": one of battery.drain, battery.leak'],
    ['lcd.segment', 'a word is missing: lcd.segment <position><segment> [open|stuck]'],
    ['lcd.segment 2x', '"2x" is wrong: a position from 1 and a segment a to g or p'],
    ['lcd.segment 2d broken', '"broken" is wrong: one of open, stuck'],
    ['lcd.segment 2d open now', '"now" is one word too many'],
    ['battery.drain 120', '"120" is wrong: a number from 0 to 100'],
    ['battery.drain 1.5', '"1.5" is wrong: a whole number'],
    ['crystal.drift fast', '"fast" is wrong: a number from -400000 to 400000'],
    ['crystal.stop now', '"now" is one word too many'],
    ['rtc.jump soon', '"soon" is wrong: seconds or a duration'],
    ['button.stuck up', '"up" is wrong: one of down, open'],
    ['wire.drop sideways', '"sideways" is wrong: one of both, to-fob, to-host'],
    ['wire.delay', 'a word is missing: wire.delay <ms> [to-fob|to-host|both]'],
    ['reply.status ok', '"ok" is wrong: one of malformed, unsupported-version'],
    ['flash.bitrot 0', '"0" is wrong: a number from 1 to'],
    ['link.unplug 5x', '"5x" is wrong: seconds or a duration'],
    ['link.unplug 5 --for 3s', 'a time as argument or a duration, not both'],
    ['crystal.stop --at soon', '--at: "soon" is no time: a delay as 30s, a date'],
    ['crystal.stop --at 2026-02-30T00:00:00Z', 'is no time'],
    ['crystal.stop --for 2y', '--for: "2y" is no duration'],
    ['crystal.stop --for 0s', 'fault: durationSeconds'],
    ['crystal.stop --on-nth tick:3', '--on-nth: no event "tick": one of byte'],
    ['crystal.stop --on-nth frame:0', '--on-nth: "0" is wrong: a whole number from 1'],
    ['crystal.stop --when battery', '"battery" is no condition: as battery<10'],
    ['crystal.stop --when mood=good', 'nothing is called "mood": one of battery, millivolts'],
    ['crystal.stop --when battery<low', '"battery<low" wants a number'],
    ['crystal.stop --when lifecycle<ready', 'wants = or != and one of blank, ready'],
    ['crystal.stop --chance 2', '--chance: "2" is wrong: a probability'],
    ['crystal.stop --seed x', '--seed: "x" is wrong: a whole number from 0'],
    ['crystal.stop --at 3s --when battery<3', '--at or --when, not both'],
  ])('%s', (line, message) => {
    expect(() => parseLine(line)).toThrow(UsageError);
    expect(() => parseLine(line)).toThrow(message);
  });

  it('no word at all', () => {
    expect(() => parseFault([])).toThrow('which fault?');
  });
});

describe('a fault as JSON', () => {
  it('may leave out what has a default', () => {
    expect(checkFault({ kind: 'crystal.stop' })).toEqual({
      kind: 'crystal.stop',
      args: [],
      trigger: { on: 'arming' },
    });
  });

  it.each([
    [{ kind: 'lamp' }, 'fault: kind: must be one of battery.drain'],
    [{ kind: 'crystal.stop', colour: 'red' }, 'fault: colour'],
    [{ kind: 'crystal.stop', trigger: { on: 'nth', event: 'tick', n: 1 } }, 'trigger.event'],
    [{ kind: 'crystal.stop', trigger: { on: 'chance', event: 'lcd', probability: 0 } }, 'trigger'],
    [{ kind: 'crystal.stop', durationSeconds: -1 }, 'durationSeconds'],
    [{ kind: 'lcd.segment', args: ['9'] }, 'lcd.segment: "9" is wrong'],
    [
      {
        kind: 'crystal.stop',
        durationSeconds: 1,
        durationEvents: { event: 'lcd', count: 1 },
      },
      'not both',
    ],
    ['crystal.stop', 'the whole'],
  ])('%j is refused', (input, message) => {
    expect(() => checkFault(input)).toThrow(UsageError);
    expect(() => checkFault(input)).toThrow(message);
  });
});
