import { readCode } from '@fobkit/protocol';
import { describe, expect, it } from 'vitest';
import {
  blankFob,
  HOTP_LOAD,
  loadedFob,
  RawHost,
  START,
  TICKS,
  TOTP_LOAD,
} from '../../support/raw-host.ts';
import { eventsOf, pass, push, seen, statusOf, variant } from './firmware-support.ts';
import { CODE } from './display-loads.ts';

describe('the end', () => {
  it('comes after 8,000 presses: the last one still shows a code', () => {
    const host = loadedFob('shinkin-hardware');
    const { fob } = host;
    let codes = 0;
    for (let i = 1; i <= 8000; i++) {
      fob.press();
      pass(fob, 0.25);
      if (CODE.test(seen(fob))) codes++;
      pass(fob, 30);
    }
    expect(codes).toBe(8000);
    expect(statusOf(host)).toMatchObject({ presses: 8000, lifecycle: 'expired' });
    push(fob);
    expect(seen(fob)).toBe('bAtt 00');
    expect(host.call(readCode, {}).status).toBe('wrong-lifecycle');
    expect(eventsOf(host).filter((kind) => kind === 'expired')).toHaveLength(1);
  });

  it('of an HOTP fob wastes no counter on the press after the last', () => {
    const profile = variant('generic', { endOfLife: { presses: 2, text: 'End' } });
    const host = new RawHost(blankFob('generic', profile));
    host.provision({ ...HOTP_LOAD });
    const shown = [1, 2, 3].map(() => {
      push(host.fob);
      const text = seen(host.fob);
      pass(host.fob, 31);
      return text;
    });
    expect(shown).toEqual(['755224', '287082', 'End']);
    expect(statusOf(host)).toMatchObject({ counter: 2, presses: 3 });
  });

  it('by date shows the text of the profile', () => {
    const { fob } = loadedFob('generic', { ...TOTP_LOAD, expiry: START / TICKS + 5 });
    pass(fob, 6);
    push(fob);
    expect(seen(fob)).toBe('EEEEEE');
  });
});
