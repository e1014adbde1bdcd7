import { benchStatistics } from '@fobkit/bench';
import { describe, expect, it } from 'vitest';
import { run } from '../export/records.ts';

/** What is told of this reason, without its verdict and scenario. */
function told(message: string): string | undefined {
  const [all] = benchStatistics([run('FAIL', { reasons: [{ verdict: 'FAIL', message }] })], 'all');
  return all?.reasons[0]?.reason.replace('FAIL cold-storage: ', '');
}

describe('a reason among like ones', () => {
  it.each([
    ['drift -12.5 s, at 1e-7 A', 'drift … s, at … A'],
    ['the LCD shows 391175, which does not verify', 'the LCD shows …, which does not verify'],
    ['no answer of tcp://127.0.0.1:45123', 'no answer of tcp://…'],
    ['no answer of serial:/dev/pts/2', 'no answer of serial:/dev/pts/…'],
  ])('has no numbers that stand alone: %s', (message, like) => {
    expect(told(message)).toBe(like);
  });

  it.each(['psu1 is silent', 'port port-1 lacks it', 'no COM3', 'the SHA1 of 0x1f', 'deadbeaded'])(
    'keeps the digits of a name: %s',
    (message) => {
      expect(told(message)).toBe(message);
    },
  );

  it('that a bench was busy is one reason, whoever had it since when', () => {
    const busy = (run: string, pids: string): string =>
      `busy: psu1, the fob f0b1000000000001 are held by run ${run} (pid ${pids}, ` +
      'since 2027-01-01T09:00:00Z) until 2027-01-01T09:00:30.250Z';
    const like = 'busy: psu1, the fob … are held by run … (pid …, since …) until …';
    expect(told(busy('5f0c1b6a42d8e91c', '4711 and 4720'))).toBe(like);
    expect(told(busy('0123456789012345', '12'))).toBe(like);
  });
});
