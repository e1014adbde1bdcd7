import { type DeviceCode, RigError } from '@fobkit/client';
import type { RigLcd } from '@fobkit/protocol';
import { StepEnd } from '../blame.ts';
import type { RunContext } from '../context.ts';
import { type FobUnderRun, fobDevice } from '../fob-under-run.ts';
import { codeOn, lcdText } from '../lcd-code.ts';
import { lookAtLcd } from '../look.ts';
import { check, type Checks } from './check.ts';

interface Seen {
  /** Absent when there was none to read. */
  readonly code?: string;
  readonly where: string;
}

/** Whether the relying party would take the code that the fob gives. */
export const expectCode: Checks<'code'> = async (wish, fob, run) => {
  const { code, where } = await SOURCES[wish.from](fob, run);
  if (code === undefined) return check(false, where);
  const { token } = fob.belief;
  const judge = await run.judgeOf(fob);
  const at = {
    unixSeconds: run.bankTime(fob),
    ...(wish.window === undefined ? {} : { window: wish.window }),
  };
  const { outcome, offset } = await judge.judge(token?.serialLabel ?? '', code, at);
  // It may have been given to the bank already: it is a good code all the same, in its time.
  const isOver = token?.parameters.mode === 'totp' && offset === undefined;
  const valid = outcome === 'accepted' || (outcome === 'replayed' && !isOver);
  const said =
    outcome === 'wrong'
      ? `does not verify${wish.valid ? await whyWrong(code, fob, run, wish.window) : ''}`
      : `is ${outcome}${offBy(offset)}`;
  return check(valid === wish.valid, `${where} ${shown(fob, code)}, which ${said}`);
};

/** Where the code would fit, as far around as a resynchronisation looks. */
async function whyWrong(
  code: string,
  fob: FobUnderRun,
  run: RunContext,
  wished: number | undefined,
): Promise<string> {
  const { token } = fob.belief;
  const { resyncWindow, window: usual } = run.scenario.relyingParty;
  const window = wished ?? usual;
  const wide = Math.max(window, resyncWindow);
  const unit = token?.parameters.mode === 'hotp' ? 'counter' : 'step';
  const judge = await run.judgeOf(fob);
  const at = { unixSeconds: run.bankTime(fob), window: wide };
  const { outcome, offset } = await judge.judge(token?.serialLabel ?? '', code, at);
  if (outcome === 'accepted') return `: it is ${apart(offset, unit)}, and the window is ${window}`;
  if (offset !== undefined) return `: it is ${apart(offset, unit)}, and a later one was accepted`;
  return `, nor within ${wide} ${unit}s`;
}

/** `2 steps late` */
function apart(offset = 0, unit: string): string {
  if (offset === 0) return `of this very ${unit}`;
  const count = Math.abs(offset);
  return `${count} ${unit}${count === 1 ? '' : 's'} ${offset < 0 ? 'late' : 'ahead'}`;
}

function offBy(offset = 0): string {
  return offset === 0 ? '' : `, ${String(Math.abs(offset))} ${offset < 0 ? 'late' : 'ahead'}`;
}

const SOURCES: Readonly<
  Record<'lcd' | 'wire' | 'last', (fob: FobUnderRun, run: RunContext) => Promise<Seen>>
> = {
  async lcd(fob, run) {
    const digits = digitsOf(fob);
    const before = await lookAtLcd(fob, run);
    const code = codeOn(before, digits);
    if (code !== undefined) return { code, where: 'the LCD shows' };
    if (!(await isPressed(fob, run))) return { where: noCode(before) };
    await fob.rig.act({ action: 'press' }, run.signal);
    fob.rests();
    const after = await lookAtLcd(fob, run);
    const pressed = codeOn(after, digits);
    if (pressed !== undefined) return { code: pressed, where: 'after a press the LCD shows' };
    if (after.masked) {
      throw new StepEnd(
        'INVALID',
        'the LCD of a production fob is masked: nobody can judge its code',
      );
    }
    return { where: noCode(after) };
  },
  async wire(fob, run) {
    const options = { signal: run.signal };
    const reading: DeviceCode = await fob.use(
      (device) => fobDevice(device).readCode(options),
      run.signal,
    );
    fob.gave(reading.code);
    if (reading.mode !== 'totp') fob.counted(reading.movingFactor);
    return { code: reading.code, where: 'over the wire it told' };
  },
  last(fob) {
    const code = fob.belief.codes.at(-1);
    if (code !== undefined) return Promise.resolve({ code, where: 'it gave' });
    return Promise.reject(new StepEnd('INVALID', `no code of ${fob.called} was read before`));
  },
};

/** Whether a press can bring a code. Rejects with `RigError` where nobody can press. */
async function isPressed(fob: FobUnderRun, run: RunContext): Promise<boolean> {
  const lack = fob.rig.lacks('press');
  if (lack === undefined) return true;
  const hasWire = fob.rig.lacks('wire') === undefined;
  if (hasWire && !(await fob.info(run.signal)).features.hasButton) return false;
  throw new RigError('lacking', `press: ${lack}`);
}

function noCode(lcd: RigLcd): string {
  return lcd.on ? `the LCD shows no code but "${lcdText(lcd)}"` : 'the LCD is off';
}

function digitsOf(fob: FobUnderRun): number {
  const { token } = fob.belief;
  if (token !== undefined) return token.parameters.digits;
  throw new StepEnd('INVALID', `${fob.called} was not loaded: no code can be judged`);
}

/** Codes of a production fob stand in no report. */
function shown({ belief }: FobUnderRun, code: string): string {
  return belief.token?.parameters.purpose === 'production' ? '*'.repeat(code.length) : code;
}
