import { UsageError } from '@fobkit/protocol';
import type { Parts } from '../../fob/parts.ts';
import { parseSegmentAddress, type SegmentFault } from '../../hardware/lcd.ts';
import { SEGMENT } from '../../hardware/lcd-font.ts';
import { defineFault, type FaultKind } from '../kind.ts';
import { adding, replacing } from '../steady.ts';
import { Words } from '../words.ts';

const SEGMENT_ARGS = '<position><segment> [open|stuck]';

const segment = defineFault({
  kind: 'lcd.segment',
  layer: 'part',
  args: SEGMENT_ARGS,
  summary:
    'A segment never lights, or always. Positions count from 1 at the left; segments are a to g and p.',
  example: 'lcd.segment 2d',
  event: 'lcd',
  compile(args) {
    const words = new Words('lcd.segment', SEGMENT_ARGS, args);
    const word = words.word();
    const address = parseSegmentAddress(word);
    if (address === undefined) {
      throw words.wrong(word, 'a position from 1 and a segment a to g or p, as 2d,');
    }
    const fault = words.choice(['open', 'stuck']);
    words.end();
    const { position, segment: letter } = address;
    return replacing({
      slot: `lcd.${word}`,
      what: `segment ${letter} of position ${position} ${fault}`,
      value: fault,
      read: (parts) => broken(parts, position, SEGMENT[letter]),
      write: ({ lcd }, value) => {
        if (isBroken(value)) lcd.breakSegment(position, letter, value);
        else lcd.mendSegment(position, letter);
      },
      check({ lcd }) {
        const glass = lcd.parameters.kind === 'segments' ? lcd.positions : 0;
        if (glass === 0) throw new UsageError('lcd.segment: the LCD of this fob has no segments');
        if (position <= glass) return;
        throw new UsageError(
          `lcd.segment: "${word}" is wrong: this LCD has positions 1 to ${glass}`,
        );
      },
    });
  },
});

const stuck = defineFault({
  kind: 'button.stuck',
  layer: 'part',
  args: '[down|open]',
  summary: 'The contact of the button stays closed (down), or never closes (open).',
  example: 'button.stuck down',
  event: 'press',
  needs: 'button',
  compile(args) {
    const words = new Words('button.stuck', '[down|open]', args);
    const where = words.choice(['down', 'open']);
    words.end();
    return replacing({
      slot: 'button.stuck',
      what: `button stuck ${where}`,
      value: where,
      read: ({ button }) => button.stuck ?? '',
      write: ({ button }, value) => {
        button.stuck = value === 'down' || value === 'open' ? value : undefined;
      },
    });
  },
});

const bounce = defineFault({
  kind: 'button.bounce',
  layer: 'part',
  args: '<ms>',
  summary: 'The contact chatters for that long after each edge; the firmware waits 20 ms.',
  example: 'button.bounce 80',
  event: 'press',
  needs: 'button',
  compile(args) {
    const words = new Words('button.bounce', '<ms>', args);
    const milliseconds = words.integer({ from: 0, to: 60_000 });
    words.end();
    return replacing({
      slot: 'button.bounce',
      what: `button bounces for up to ${milliseconds} ms`,
      value: String(milliseconds),
      read: ({ button }) => String(button.bounceMilliseconds),
      write: ({ button }, value) => {
        button.bounceMilliseconds = Number(value);
      },
    });
  },
});

const thermometer = defineFault({
  kind: 'thermometer.offset',
  layer: 'part',
  args: '<celsius>',
  summary: 'The sensor reads that much too warm, negative too cold; several add up.',
  example: 'thermometer.offset -15',
  event: 'press',
  compile(args) {
    const words = new Words('thermometer.offset', '<celsius>', args);
    const celsius = words.number({ from: -100, to: 100 });
    words.end();
    const deciCelsius = Math.round(celsius * 10);
    return adding(`thermometer off by ${celsius} °C`, (parts, sign) => {
      parts.thermometer.offsetDeciCelsius += sign * deciCelsius;
    });
  },
});

export const faceFaults: readonly FaultKind[] = [segment, stuck, bounce, thermometer];

/** What is wrong with a segment: `open`, `stuck`, or the empty text. */
function broken({ lcd }: Parts, position: number, bit: number): SegmentFault | '' {
  const state = lcd.save();
  for (const fault of ['open', 'stuck'] as const) {
    const masks = state[fault];
    if (masks instanceof Uint8Array && ((masks[position - 1] ?? 0) & bit) !== 0) return fault;
  }
  return '';
}

function isBroken(value: string): value is SegmentFault {
  return value === 'open' || value === 'stuck';
}
