import fc from 'fast-check';
import { checkFault, type Fault, type Trigger } from '../../../firmware-sim/fault/fault.ts';
import { eventNames } from '../../../firmware-sim/fault/event.ts';

const way = fc.constantFrom<string[]>([], ['to-fob'], ['to-host'], ['both']);

/** Words after the kind, by kind: some of each that a generic fob takes. */
const ARGS: Readonly<Record<string, fc.Arbitrary<string[]>>> = {
  'battery.drain': fc.constantFrom([], ['5'], ['60']),
  'battery.leak': fc.constantFrom(['0.5'], ['1000']),
  'battery.resistance': fc.constantFrom(['10'], ['1000']),
  'battery.brownout': fc.constant([]),
  'crystal.drift': fc.constantFrom(['42'], ['-12.5']),
  'crystal.stop': fc.constant([]),
  'rtc.jump': fc.constantFrom(['+90'], ['-1h'], ['2m']),
  'lcd.segment': fc.constantFrom(['2d'], ['1a', 'stuck'], ['1a', 'open']),
  'button.stuck': fc.constantFrom([], ['open']),
  'button.bounce': fc.constantFrom(['0'], ['80']),
  'thermometer.offset': fc.constantFrom(['1.5'], ['-15']),
  'cpu.hang': fc.constant([]),
  'flash.bitrot': fc.constantFrom([], ['3'], ['100.3']),
  'flash.torn': fc.constantFrom([], ['17'], ['200']),
  'wire.drop': way,
  'wire.corrupt': way,
  'wire.duplicate': way,
  'wire.delay': way.map((words) => ['50', ...words]),
  'wire.truncate': way.map((words) => ['10', ...words]),
  'frame.drop': way,
  'frame.corrupt': way,
  'frame.duplicate': way,
  'frame.delay': way.map((words) => ['1500', ...words]),
  'frame.truncate': way.map((words) => ['8', ...words]),
  'reply.status': fc.constantFrom(['internal'], ['flash-failed']),
  'link.unplug': fc.constant([]),
  'usb.stall': fc.constantFrom(['hid'], ['serial', 'out'], ['webusb', 'in']),
  'usb.brownout': fc.constant([]),
};

/** Every kind that the generators know. */
export const generatedKinds = Object.keys(ARGS);

const event = fc.constantFrom(...eventNames);

const trigger: fc.Arbitrary<Trigger> = fc.oneof(
  fc.constant({ on: 'arming' } as const),
  fc.record({ on: fc.constant('delay' as const), seconds: fc.integer({ min: 0, max: 7200 }) }),
  fc.record({
    on: fc.constant('time' as const),
    unixSeconds: fc.integer({ min: 1_750_000_000, max: 1_750_003_600 }),
  }),
  fc.record({ on: fc.constant('nth' as const), event, n: fc.integer({ min: 1, max: 40 }) }),
  fc.record({
    on: fc.constant('chance' as const),
    event,
    probability: fc.constantFrom(0.001, 0.1, 0.5, 1),
  }),
  fc.record({
    on: fc.constant('condition' as const),
    condition: fc.constantFrom(
      { of: 'battery', is: '<', value: 50 } as const,
      { of: 'millivolts', is: '>=', value: 2900 } as const,
      { of: 'temperature', is: '>', value: 40.5 } as const,
      { of: 'lifecycle', is: '=', value: 'ready' } as const,
      { of: 'lifecycle', is: '!=', value: 'ready' } as const,
    ),
  }),
);

const duration = fc.oneof(
  fc.constant({}),
  fc.record({ durationSeconds: fc.constantFrom(0.5, 30, 3600) }),
  fc.record({ durationEvents: fc.record({ event, count: fc.integer({ min: 1, max: 20 }) }) }),
);

const seed = fc.oneof(fc.constant({}), fc.record({ seed: fc.nat({ max: 4_294_967_295 }) }));

/** Any fault that a generic fob takes, with any trigger and duration. */
export const anyFault: fc.Arbitrary<Fault> = fc
  .constantFrom(...Object.entries(ARGS))
  .chain(([kind, args]) =>
    fc
      .tuple(args, trigger, duration, seed)
      .map(([words, when, lasting, dice]) =>
        checkFault({ kind, args: words, trigger: when, ...lasting, ...dice }),
      ),
  );
