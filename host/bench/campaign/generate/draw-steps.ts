import type { BankCall, HostCommand, LoadWish, Step } from '../../scenario/model.ts';
import type { Dice } from '../dice.ts';
import type { CampaignProfile } from '../space.ts';
import { dress } from './dress.ts';
import { drawLoad } from './draw-load.ts';

/** What the steps of one scenario are drawn with. */
export interface StepDraw {
  readonly dice: Dice;
  readonly profile: CampaignProfile;
  /** World time at the start, unix seconds. */
  readonly time: number;
  readonly load: LoadWish | undefined;
  /** Names of faults that steps arm. */
  readonly armable: readonly string[];
}

type Draw = (draw: StepDraw) => readonly Step[];

const command = (command: HostCommand): readonly Step[] => [
  dress({ kind: 'host', call: { command, outcome: 'any' } }),
];

const press: Draw = ({ dice }) => [
  dress({
    kind: 'press',
    ...(dice.percent(15) ? { milliseconds: dice.pick([5, 30, 90, 400, 1000]) } : {}),
  }),
];

const hold: Draw = ({ profile: { menuHoldSeconds = 2 }, dice }) => [
  dress({ kind: 'hold', seconds: menuHoldSeconds + dice.pick([-1, 1, 5]) }),
];

const wait: Draw = ({ dice, profile }) => [
  dress({
    kind: 'wait',
    seconds: dice.weighted<number>([
      [8, dice.between(1, 35)],
      [4, dice.pick([60, 90, 600, 3600])],
      [2, dice.pick([6, 24]) * 3600],
      [profile.alwaysOn ? 0 : 1, dice.pick([7, 30, 400]) * 86_400],
    ]),
  }),
];

const temperature: Draw = ({ dice }) => [
  dress({
    kind: 'temperature',
    celsius: dice.pick([-35, -10, 0, 25, 45, 60, 85]),
    ...(dice.percent(30) ? { seconds: dice.pick([60, 600]) } : {}),
  }),
];

const battery: Draw = ({ dice }) => [
  dress({ kind: 'battery', percent: dice.pick([0, 1, 4, 9, 11, 50, 100]) }),
];

const powerLoss: Draw = ({ dice }) => [
  dress({ kind: 'cell', state: 'out' }),
  ...(dice.percent(70) ? [dress({ kind: 'wait', seconds: dice.pick([1, 10, 100]) })] : []),
  dress({ kind: 'cell', state: dice.pick(['in', 'in', 'fresh']) }),
];

const supply: Draw = ({ dice }) => [
  dress({
    kind: 'supply',
    millivolts: dice.pick([0, 1200, 1900, 2100, 2600, 3000, 3300]),
    ...(dice.percent(40) ? { seconds: dice.pick([1, 10]) } : {}),
  }),
  dress({ kind: 'wait', seconds: dice.pick([1, 5]) }),
  ...(dice.percent(80) ? [dress({ kind: 'supply' })] : []),
];

const replug: Draw = (draw) => [
  dress({ kind: 'unplug' }),
  ...(draw.dice.percent(50) ? press(draw) : []),
  dress({ kind: 'replug' }),
];

const readCode: Draw = ({ load, dice }) =>
  command(
    load?.mode === 'ocra'
      ? { name: 'read-code', challenge: String(dice.between(10_000_000, 99_999_999)) }
      : { name: 'read-code' },
  );

const plain: Draw = ({ dice }) =>
  command({ name: dice.pick(['info', 'status', 'read-display', 'self-test', 'wink']) });

const administer: Draw = (draw) => {
  const { dice, profile, time } = draw;
  return command(
    dice.weighted<HostCommand>([
      [3, { name: 'set-clock', offset: dice.pick([0, 1, 45, 200, 599, 3600, -1, -600]) }],
      [2, { name: 'trim', ppb: dice.pick([0, 1500, -20_000, 99_000, 200_000]) }],
      [2, { name: 'rotate-key' }],
      [2, { name: 'key-check' }],
      [2, { name: 'guess-key' }],
      [1, { name: 'wipe' }],
      [2, { name: 'load', load: drawLoad(dice, profile, time) }],
    ]),
  );
};

const hostClock: Draw = ({ dice }) => [
  dress({ kind: 'host-clock', offset: dice.pick([0, 1, 29, 61, 600, -29, -3600]) }),
];

const bank: Draw = ({ dice }) => [
  dress({
    kind: 'bank',
    call: dice.weighted<BankCall>([
      [2, { name: 'register', outcome: 'any' }],
      [5, { name: 'verify', outcome: 'any' }],
      [1, { name: 'resync', outcome: 'any' }],
      [1, { name: 'unlock' }],
    ]),
  }),
];

/** What somebody does who logs in: reads a code, and gives it to the bank. */
const logIn: Draw = (draw) => [
  ...(draw.dice.percent(50) ? press(draw) : readCode(draw)),
  dress({ kind: 'bank', call: { name: 'verify', outcome: 'any' } }),
];

const arm: Draw = ({ dice, armable }) =>
  armable.length === 0
    ? []
    : [dress({ kind: dice.percent(75) ? 'arm' : 'clear', fault: dice.pick(armable) })];

const again: Draw = (draw) => [
  dress({
    kind: 'repeat',
    times: draw.dice.between(2, 4),
    steps: [...press(draw), ...(draw.dice.percent(60) ? wait(draw) : readCode(draw))],
  }),
];

/** Commands that write flash on a fob that is loaded. */
const WRITERS: readonly HostCommand[] = [
  { name: 'set-clock', offset: 45 },
  { name: 'trim', ppb: 1500 },
  { name: 'rotate-key' },
  { name: 'guess-key' },
  { name: 'wipe' },
];

const sweep: Draw = (draw) => [
  dress({
    kind: 'power-cuts',
    sweep: {
      during: draw.dice.percent(60) ? press(draw) : command(draw.dice.pick(WRITERS)),
      then: [...readCode(draw), ...plain(draw)],
      cuts: draw.dice.between(2, 6),
    },
  }),
];

/** How often each kind of step is drawn. */
const DRAWS: readonly (readonly [weight: number, draw: Draw])[] = [
  [18, press],
  [2, hold],
  [14, wait],
  [3, temperature],
  [3, battery],
  [5, powerLoss],
  [3, supply],
  [1, ({ dice }) => [dress({ kind: 'crystal', ppm: dice.pick([0, 5, 20, -42, 100]) })]],
  [3, replug],
  [16, readCode],
  [7, plain],
  [8, administer],
  [2, hostClock],
  [3, bank],
  [5, logIn],
  [6, arm],
  [2, again],
  [2, sweep],
];

/** The steps of one scenario, without what it ends with. */
export function drawSteps(draw: StepDraw): readonly Step[] {
  const { purpose, mode } = draw.load ?? {};
  const choices = DRAWS.filter(
    ([, it]) =>
      // A fob of purpose production has no snapshot to go back to after a cut.
      !(purpose === 'production' && it === sweep) &&
      // The usual relying party knows no OCRA.
      !(mode === 'ocra' && (it === bank || it === logIn)),
  );
  const count = draw.dice.between(3, 14);
  return Array.from({ length: count }, () => draw.dice.weighted(choices)(draw)).flat();
}
