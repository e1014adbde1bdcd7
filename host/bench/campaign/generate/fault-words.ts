import type { Dice } from '../dice.ts';
import type { CampaignProfile } from '../space.ts';

/** Draws the argument words of a kind of fault. */
type DrawArgs = (dice: Dice, profile: CampaignProfile) => string;

const none: DrawArgs = () => '';
const way: DrawArgs = (dice) => dice.pick(['to-fob', 'to-host', 'both']);
const signed = (dice: Dice, values: readonly number[]): string =>
  String(dice.pick([1, -1]) * dice.pick(values));

/** Statuses that a reply may be made to tell: those that hosts treat differently. */
const STATUSES = ['internal', 'flash-failed', 'malformed', 'wrong-lifecycle', 'no-channel'];

/** Kinds of docs/faults.md §2: how often each is drawn, and its arguments. */
const faultKinds: Readonly<Record<string, readonly [weight: number, DrawArgs]>> = {
  'battery.drain': [4, (dice) => String(dice.pick([0, 1, 3, 5, 9, 10, 50]))],
  'battery.leak': [1, (dice) => String(dice.pick([10, 100, 1000]))],
  'battery.resistance': [2, (dice) => String(dice.pick([50, 300, 1000, 5000]))],
  'battery.brownout': [5, none],
  'crystal.drift': [2, (dice) => signed(dice, [2, 20, 42, 100])],
  'crystal.stop': [1, none],
  'rtc.jump': [2, (dice) => `${dice.pick(['+', '-'])}${dice.pick(['30s', '10m', '1h', '1d'])}`],
  'lcd.segment': [
    2,
    (dice, { positions = 1 }) =>
      `${String(dice.between(1, positions))}${dice.pick(['a', 'b', 'c', 'd', 'e', 'f', 'g'])} ` +
      dice.pick(['open', 'stuck']),
  ],
  'button.stuck': [2, (dice) => dice.pick(['down', 'open'])],
  'button.bounce': [2, (dice) => String(dice.pick([5, 19, 25, 80]))],
  'thermometer.offset': [1, (dice) => signed(dice, [5, 15, 40])],
  'cpu.hang': [4, none],
  'flash.bitrot': [2, (dice) => String(dice.pick([1, 3, 20, 100]))],
  'flash.torn': [6, (dice) => String(dice.pick([1, 2, 5, 17, 40, 90, 200]))],
  'wire.drop': [2, way],
  'wire.corrupt': [2, way],
  'wire.duplicate': [2, way],
  'wire.delay': [1, (dice, profile) => `${dice.pick(['5', '50', '900'])} ${way(dice, profile)}`],
  'wire.truncate': [1, (dice, profile) => `${dice.pick(['1', '10'])} ${way(dice, profile)}`],
  'frame.drop': [3, way],
  'frame.corrupt': [2, way],
  'frame.duplicate': [3, way],
  'frame.delay': [2, (dice, profile) => `${dice.pick(['200', '1500'])} ${way(dice, profile)}`],
  'frame.truncate': [1, (dice, profile) => `${dice.pick(['8', '30'])} ${way(dice, profile)}`],
  'reply.status': [1, (dice) => dice.pick(STATUSES)],
  'link.unplug': [3, (dice) => dice.pick(['', '1', '5'])],
  'usb.stall': [0, (dice) => `${dice.pick(['hid', 'serial', 'webusb'])} in`],
  'usb.brownout': [1, none],
};

/** Every kind of fault that campaigns know. */
export const drawnFaultKinds: readonly string[] = Object.keys(faultKinds);

const TRAFFIC = /^(wire|frame|reply)\./;

/** A fault in the words of docs/faults.md, its dice included. */
export function drawFault(dice: Dice, profile: CampaignProfile): string {
  const possible = Object.entries(faultKinds).filter(
    ([kind]) => kind !== 'lcd.segment' || profile.positions !== undefined,
  );
  const choices = possible.map(([kind, [weight, args]]) => [weight, { kind, args }] as const);
  const { kind, args } = dice.weighted(choices);
  return [
    kind,
    args(dice, profile),
    drawTrigger(dice, kind),
    drawDuration(dice, kind),
    `--seed ${String(dice.below(1000))}`,
  ]
    .filter((part) => part !== '')
    .join(' ');
}

function drawTrigger(dice: Dice, kind: string): string {
  if (TRAFFIC.test(kind) || kind === 'link.unplug') return drawTrafficTrigger(dice, kind);
  return dice.weighted<string>([
    [6, ''],
    [4, `--on-nth press:${String(dice.between(1, 3))}`],
    [3, `--on-nth frame.to-fob:${String(dice.between(1, 12))}`],
    [3, `--on-nth write:${String(dice.between(1, 200))}`],
    [1, `--on-nth reset:1`],
    [2, `--at ${String(dice.pick([1, 10, 31, 600]))}s`],
    [
      1,
      `--when ${dice.pick(['battery<60', 'temperature>40', 'temperature<0', 'lifecycle=ready'])}`,
    ],
    [2, `--chance press:0.5`],
  ]);
}

function drawTrafficTrigger(dice: Dice, kind: string): string {
  const event = kind.startsWith('frame') || kind.startsWith('reply') ? 'frame' : 'byte';
  const most = event === 'frame' ? 14 : 600;
  return dice.weighted<string>([
    [8, `--on-nth ${event}:${String(dice.between(1, most))}`],
    [2, `--chance ${event}:${event === 'frame' ? '0.1' : '0.002'}`],
    [1, `--at ${String(dice.pick([1, 10]))}s`],
  ]);
}

function drawDuration(dice: Dice, kind: string): string {
  // Over by themselves once they happened, or with a duration of their own.
  if (/^(battery\.brownout|cpu\.hang|flash\.torn|link\.unplug|usb\.brownout)$/.test(kind))
    return '';
  return dice.weighted<string>([
    [5, ''],
    [3, `--for ${String(dice.pick([1, 5, 60, 3600]))}s`],
    [1, `--for ${TRAFFIC.test(kind) ? 'frame:2' : 'press:1'}`],
  ]);
}
