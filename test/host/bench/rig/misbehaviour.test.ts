import { afterEach, describe, expect, it } from 'vitest';
import { RigError, type RigErrorCode } from '@fobkit/client';
import type { RigAction } from '@fobkit/protocol';
import type { BenchRig } from '@fobkit/bench';
import { EmulatedBench, type EmulatedBenchOptions } from '../support/emulated-bench.ts';

// Whatever an instrument does wrong ends as the bench's fault: RigError, and with it INVALID.

let bench: EmulatedBench | undefined;
afterEach(async () => {
  await bench?.close();
  bench = undefined;
});

/** Instruments are not waited for longer than need be. */
function impatient(text: string): string {
  return text.replaceAll('gap: 0 ms', 'gap: 0 ms\n    timeout: 250 ms');
}

async function benchWith(options: EmulatedBenchOptions): Promise<EmulatedBench> {
  bench = await EmulatedBench.open({ text: impatient, ...options });
  return bench;
}

/** What becomes of an action on a bench whose instruments have these manners; then it is let go of. */
async function outcome(
  misbehave: readonly object[],
  work: (rig: BenchRig) => Promise<unknown>,
  options: EmulatedBenchOptions = {},
): Promise<RigErrorCode | 'no error'> {
  const rigs = (await benchWith({ misbehave, ...options })).rigs();
  try {
    const rig = await rigs.takePort('port-1');
    try {
      await work(rig);
    } catch (error) {
      // What is amiss then is amiss when the rig is let go of, too.
      await rig.close().catch(() => undefined);
      throw error;
    }
    await rig.close();
    return 'no error';
  } catch (error) {
    if (error instanceof RigError) return error.code;
    throw error;
  }
}

const act =
  (action: RigAction) =>
  (rig: BenchRig): Promise<unknown> =>
    rig.act(action);
const SUPPLY = act({ action: 'supply', millivolts: 2500 });
const PRESS = act({ action: 'press' });
const CUT = async (rig: BenchRig): Promise<void> => {
  await rig.act({ action: 'cell', present: false });
  await rig.act({ action: 'cell', present: true });
};
const HEAT = act({ action: 'temperature', celsius: 40 });
const UNPLUG = act({ action: 'unplug' });

describe('an instrument in good order', () => {
  it.each([
    ['a supply', SUPPLY],
    ['a relay across the button', PRESS],
    ['a relay in the supply line', CUT],
    ['a chamber', HEAT],
  ])('does what it is told: %s', async (_, work) => {
    expect(await outcome([], work)).toBe('no error');
  });

  it('does what it is told: a hub port', async () => {
    expect(await outcome([], UNPLUG, { profile: 'generic' })).toBe('no error');
  });
});

describe('a supply that misbehaves', () => {
  const volt = { instrument: 'psu1', when: { matches: 'VOLT 2.5' } };
  it.each<[string, object, RigErrorCode]>([
    ['drops the command', { ...volt, does: 'drop-command' }, 'unproven'],
    [
      'drops an answer',
      { instrument: 'psu1', does: 'drop-reply', when: { matches: 'MEAS', from: 3 } },
      'contact',
    ],
    [
      'answers too late',
      { instrument: 'psu1', does: 'delay', seconds: 1, when: { matches: 'MEAS', from: 3 } },
      'contact',
    ],
    [
      'closes its half of the connection',
      { instrument: 'psu1', does: 'half-close', when: { matches: 'VOLT 2.5' } },
      'contact',
    ],
    [
      'answers with garbage',
      { instrument: 'psu1', does: 'garbage', when: { matches: 'MEAS', from: 3 } },
      'contact',
    ],
    ['begins with a full error queue', { instrument: 'psu1', does: 'queue-overflow' }, 'refused'],
  ])('%s: the bench is at fault', async (_, misbehaviour, code) => {
    expect(await outcome([misbehaviour], SUPPLY)).toBe(code);
  });

  it('leaves the rail up when it is off: it is not safe, and no run begins', async () => {
    expect(await outcome([{ instrument: 'psu1', does: 'off-stays-on' }], SUPPLY)).toBe('unproven');
  });

  it.each(['bare', 'plus', 'address'])(
    'words its errors otherwise (%s): none is none, and one is one',
    async (style) => {
      const worded = { instrument: 'psu1', does: 'error-text', style };
      expect(await outcome([worded], SUPPLY)).toBe('no error');
      await bench?.close();
      const full = { instrument: 'psu1', does: 'queue-overflow' };
      expect(await outcome([worded, full], SUPPLY)).toBe('refused');
    },
  );

  it('is another one than the bench file says: nothing is armed', async () => {
    const other = { instrument: 'psu1', does: 'identity', text: 'ACME,PS1,0,1.0' };
    const text = (yaml: string): string =>
      impatient(yaml).replace(/identity: .*/, 'identity: Keysight Technologies,E36312A');
    expect(await outcome([other], SUPPLY, { text })).toBe('refused');
    expect(bench?.live.fob.running).toBe(false);
  });
});

describe('a relay board that misbehaves', () => {
  it('does not hear a command: its state is read back as it was', async () => {
    const deaf = { instrument: 'relay1', does: 'drop-command', when: { matches: 'ff01' } };
    expect(await outcome([deaf], PRESS)).toBe('unproven');
  });

  it('has a contact that sticks at the button, though it tells what it was told', async () => {
    expect(await outcome([{ instrument: 'relay1', does: 'stuck', relay: 1 }], PRESS)).toBe(
      'unproven',
    );
  });

  it('has a contact that sticks in the supply line: the fob was never without power', async () => {
    expect(await outcome([{ instrument: 'relay1', does: 'stuck', relay: 2 }], CUT)).toBe(
      'unproven',
    );
  });
});

describe('a hub that misbehaves', () => {
  it('cuts nothing when its port is off: the fob still answers', async () => {
    const misbehave = [{ instrument: 'hub1', does: 'off-stays-on' }];
    expect(await outcome(misbehave, UNPLUG, { profile: 'generic' })).toBe('unproven');
  });
});

describe('a chamber that misbehaves', () => {
  it.each<[string, object, RigErrorCode]>([
    ['never arrives', { does: 'never-arrives', kelvins: 5 }, 'unproven'],
    ['counts otherwise than it says', { does: 'wrong-scale', tells: 0 }, 'unproven'],
    ['refuses', { does: 'exception', code: 4, when: { matches: '06012c0190' } }, 'refused'],
    ['says nothing', { does: 'drop-reply', when: { matches: '06012c0190' } }, 'contact'],
    ['answers with garbage', { does: 'garbage', when: { matches: '06012c0190' } }, 'contact'],
    ['hangs up', { does: 'half-close', when: { matches: '06012c0190' } }, 'contact'],
  ])('%s: the bench is at fault', async (_, misbehaviour, code) => {
    expect(await outcome([{ instrument: 'chamber1', ...misbehaviour }], HEAT)).toBe(code);
  });
});
