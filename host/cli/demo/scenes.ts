import { randomBytes } from 'node:crypto';
import { FobError, msOfTicks, provision, Secret, type FobDevice } from '@fobkit/client';
import { TICKS_PER_SECOND, deriveTransportKey, type OtpauthKey, toHex } from '@fobkit/protocol';
import { nodePrimitives } from '@fobkit/client/node';
import { findBatchKey } from '@fobkit/emulator/sims';
import { formatDrift, formatSpan } from '../terminal/moment.ts';
import { checkCode } from '../verify/check-code.ts';
import { must, type Narrator } from './narrator.ts';
import type { Stage } from './stage.ts';

const SERIAL = 'SKTH00000017';
const DAY = 86_400;
/** What a bank that follows its fobs' drift looks through, in steps either way. */
const WIDE_WINDOW = 30;

/** What the scenes share: the fob on its wire, the hand on it, and the seed that was drawn. */
export interface Cast {
  readonly stage: Stage;
  readonly fob: FobDevice;
  readonly tell: Narrator;
  readonly key: OtpauthKey;
}

export function drawKey(): OtpauthKey {
  const secret = new Secret(randomBytes(20));
  const parameters = {
    mode: 'totp',
    algorithm: 'SHA1',
    digits: 6,
    stepSeconds: 30,
    t0: 0,
    counter: 0,
    secret,
  } as const;
  return { parameters, account: SERIAL, issuer: 'fobkit' };
}

/** A host finds the fob on its port. */
export async function find({ fob, stage, tell }: Cast): Promise<void> {
  tell.act('A blank fob on a serial port');
  const info = await fob.getInfo();
  tell.saw('port', `${fob.url}, a pseudo-terminal held by process ${String(stage.record.pid)}`);
  tell.saw('device id', toHex(info.deviceId));
  tell.saw('fob type', `${info.model}, firmware ${info.firmwareVersion}`);
  tell.saw('lifecycle', info.lifecycle);
  must(info.lifecycle === 'blank', 'a new fob is blank');
}

/** A seed goes in through the sealed channel, and none comes out. */
export async function load(cast: Cast): Promise<void> {
  const { fob, key, stage, tell } = cast;
  tell.act('Provisioned over the sealed channel');
  const world = await worldMs(cast);
  const seed = new Secret(key.parameters.secret.reveal());
  const report = await provision(
    fob,
    {
      seed,
      parameters: {
        mode: 'totp',
        algorithm: 'SHA1',
        digits: 6,
        stepSeconds: 30,
        t0: 0,
        serialLabel: SERIAL,
        purpose: 'test',
      },
      transportKey: ({ batchKeyId, deviceId }) => {
        const batchKey = findBatchKey(stage.state, batchKeyId);
        if (batchKey === undefined) throw new Error('the batch key is not in the state folder');
        return new Secret(deriveTransportKey(nodePrimitives, batchKey, deviceId));
      },
    },
    { clock: { unixMs: () => world } },
  );
  tell.saw('serial', SERIAL);
  tell.held(`seed of 20 bytes loaded, key check passed, lifecycle ${report.status.lifecycle}`);
}

/** The code on the LCD, the code on the wire and the code that a bank computes are one. */
export async function read(cast: Cast): Promise<void> {
  cast.tell.act('A press, and one code in three places');
  const onLcd = await pressAndLook(cast);
  const { code } = await cast.fob.readCode();
  const match = checkCode({ key: cast.key, code, at: (await worldMs(cast)) / 1000, window: 1 });
  must(onLcd === code, `the LCD shows ${onLcd}, the wire says ${code}`);
  must(match?.offset === 0, 'otplib verifies the code at world time');
  cast.tell.held(`${code} on the LCD, on the wire, and by otplib`);
}

/** A summer on a dashboard: quartz runs slow in the heat. */
export async function drift(cast: Cast): Promise<void> {
  const { fob, key, stage, tell } = cast;
  tell.act('Half a year at 60 °C');
  await stage.hand.act({ action: 'temperature', celsius: 60 });
  const { driftTicks = NaN } = await stage.hand.advance(180 * DAY);
  const seconds = driftTicks / TICKS_PER_SECOND;
  tell.saw('drift', `${formatDrift(seconds)} in ${formatSpan(180 * DAY)}`);
  const { code } = await fob.readCode();
  const at = (await worldMs(cast)) / 1000;
  const narrow = checkCode({ key, code, at, window: 1 });
  const wide = checkCode({ key, code, at, window: WIDE_WINDOW });
  must(narrow === undefined, 'a narrow window rejects the code');
  must(wide !== undefined && wide.offset < 0, 'a wide window finds the code behind');
  tell.held(`${code} is rejected within ±1 step, and found ${String(wide?.offset)} steps off`);
  await stage.hand.act({ action: 'temperature', celsius: 25 });
}

/** A segment breaks: what a person reads is not what the fob says. */
export async function breakSegment(cast: Cast): Promise<void> {
  const { fob, stage, tell } = cast;
  tell.act('A fault: segment g of position 3 breaks');
  const armed = await stage.hand.armFault({ words: ['lcd.segment', '3g'] });
  // Without its middle bar an 8 reads 0; a later code has one there.
  for (let press = 0; press < 200; press++) {
    await stage.hand.advance(60);
    const seen = await pressAndLook(cast, false);
    const { code } = await fob.readCode();
    if (seen !== `${code.slice(0, 2)}0${code.slice(3)}` || seen === code) continue;
    tell.fob(await stage.hand.lcdText());
    tell.saw('the wire', code);
    tell.saw('a person', seen);
    break;
  }
  const [report] = await stage.hand.faults();
  must(report?.id === armed.id && report.firedCount > 0, 'the fault fired');
  tell.held(`evidence: ${report?.evidence ?? ''}`);
  await stage.hand.clearFaults();
}

/** The cell runs down: first it warns, then nothing answers. */
export async function endOfLife(cast: Cast): Promise<void> {
  const { fob, stage, tell } = cast;
  tell.act('The cell dies');
  await stage.hand.advance(60);
  await stage.hand.act({ action: 'battery', percent: 5.9 });
  const warning = await pressAndLook(cast);
  must(warning.startsWith('bAtt'), 'a low cell warns before the code');
  tell.held(`at 5 % it says ${warning} before each code`);
  await stage.hand.act({ action: 'battery', percent: 0 });
  must(!(await answers(fob)), 'a dead fob does not answer');
  tell.held('at 0 % the LCD is dark and the port is silent; the cell cannot be replaced');
}

/** Presses, waits a second of fob time, and reads the LCD as an eye does. */
async function pressAndLook({ stage, tell }: Cast, draw = true): Promise<string> {
  await stage.hand.press();
  await stage.hand.advance(1);
  if (draw) tell.fob(await stage.hand.lcdText());
  return (await stage.hand.lcd()).rows[0] ?? '';
}

async function worldMs({ stage }: Cast): Promise<number> {
  return msOfTicks((await stage.hand.status()).worldTicks);
}

async function answers(fob: FobDevice): Promise<boolean> {
  try {
    await fob.getInfo({ timeoutMs: 150 });
    return true;
  } catch (error) {
    if (error instanceof FobError) return false;
    throw error;
  }
}
