import { reportHtml, type RunRecord, type Sample } from '@fobkit/bench';
import { describe, expect, it } from 'vitest';
import { chromiumReason, domOf, withoutChromium } from '../../../support/chromium.ts';
import { run } from '../export/records.ts';

const START = 1_798_761_600_000;
const PICTURE = '<svg xmlns="http://www.w3.org/2000/svg"><title>a face</title></svg>';
const HOSTILE = `</script><script>document.title='taken'</script><img src=x onerror="document.title='taken'">`;

const timeline: readonly Sample[] = [
  { unixMs: START, batteryPercent: 90, driftSeconds: 0, celsius: 25, railVolts: 3.1 },
  { unixMs: START, lcd: '', picture: PICTURE },
  { unixMs: START + 1000, mark: 'fault-fired crystal.drift 40' },
  { unixMs: START + 5000, batteryPercent: 89, driftSeconds: 0.5, celsius: 25, railVolts: 3.1 },
  { unixMs: START + 5000, lcd: '123456', picture: PICTURE },
  { unixMs: START, fob: 'twin', batteryPercent: 50 },
];

/** What a program finds in an element of the page that holds data. */
function dataOf(page: string, start: string): unknown {
  const from = page.indexOf(start) + start.length;
  return JSON.parse(page.slice(from, page.indexOf('</script>', from)));
}

describe('the report of a bench as one HTML file', () => {
  it('reads nothing but itself', async () => {
    const page = await reportHtml([run('FAIL', { timeline })]);
    expect(page).not.toMatch(/(src|href)\s*=\s*["']?(https?:)?\/\//i);
    expect(page).not.toMatch(/@import|url\(\s*["']?https?:/i);
    expect(page).toContain(`default-src 'none'`);
  });

  it('tells the worst verdict first, and every run', async () => {
    const page = await reportHtml([run('PASS'), run('SKIPPED'), run('INVALID'), run('FAIL')]);
    expect(page).toMatch(/<title>FAIL: Bench report<\/title>/);
    const order = [...page.matchAll(/<details class="run (\w+)"/g)].map(([, verdict]) => verdict);
    expect(order).toEqual(['FAIL', 'INVALID', 'SKIPPED', 'PASS']);
  });

  it.each([
    [3, 3],
    [4, 0],
  ])('of %i FAILs, %i are open at the start', async (fails, open) => {
    const page = await reportHtml([
      run('PASS'),
      ...Array.from({ length: fails }, () => run('FAIL')),
    ]);
    expect(page.match(/<details class="run FAIL" data-verdict="FAIL" open/g) ?? []).toHaveLength(
      open,
    );
    expect(page).not.toMatch(/data-verdict="PASS" open/);
  });

  it('tells what the sign of no character is, where the LCD shows one', async () => {
    const shown = (lcd: string): Promise<string> =>
      reportHtml([run('FAIL', { timeline: [{ unixMs: START, lcd, picture: PICTURE }] })]);
    expect(await shown('7?5098')).toContain('? stands for lit segments that make no sign');
    expect(await shown('775098')).not.toContain('? stands for');
  });

  it('tells measured values as people read them', async () => {
    const measurement = {
      name: 'drift',
      value: -39.42279052734375,
      unit: 's',
      instrument: 'model',
      outcome: 'no-limits',
      unixMs: START,
    } as const;
    const page = await reportHtml([run('PASS', { measurements: [measurement] })]);
    expect(page).toContain('>-39.42 s<');
  });

  it('tells why a run is not PASS, and where', async () => {
    expect(await reportHtml([run('INVALID')])).toContain('cold.yaml:7:5: it was INVALID');
  });

  it('tells which runs are unstable or marginal', async () => {
    const page = await reportHtml([
      run('PASS', { unstable: true }),
      run('PASS', { marginal: true }),
    ]);
    expect(page.match(/class="badge">\w+/g)).toEqual([
      'class="badge">unstable',
      'class="badge">marginal',
    ]);
  });

  it('holds each picture once, however often the LCD showed it', async () => {
    const page = await reportHtml([run('PASS', { timeline }), run('FAIL', { timeline })]);
    const pictures = dataOf(page, '<script type="application/json" id="pictures">');
    expect(pictures).toEqual([PICTURE]);
    expect(page.match(/data-picture="0"/g)).toHaveLength(4);
  });

  it('plots each fob of a run by itself', async () => {
    const page = await reportHtml([run('PASS', { timeline })]);
    expect(page.match(/class="plots"/g)).toHaveLength(2);
    const data = dataOf(page, '<script type="application/json">');
    expect(data).toMatchObject({
      samples: [{ driftSeconds: 0 }, { driftSeconds: 0.5 }],
      marks: [{ at: START / 1000 + 1, text: 'fault-fired crystal.drift 40' }],
    });
  });

  it('shows values between limits, and where the limits are', async () => {
    const page = await reportHtml([
      run('PASS', {
        measurements: [
          {
            name: 'rail under load',
            value: 2.75,
            unit: 'V',
            instrument: 'supply psu1',
            limits: { min: 2.5, max: 3, marginal: 0.1 },
            outcome: 'pass',
            unixMs: START,
          },
        ],
      }),
    ]);
    expect(page).toContain('2.75 V');
    expect(page).toContain('left:50.0%');
  });

  describe.skipIf(withoutChromium)(`in Chromium${chromiumReason}`, () => {
    const hostile: Partial<RunRecord> = {
      scenario: { ...run('FAIL').scenario, title: HOSTILE },
      reasons: [{ verdict: 'FAIL', message: HOSTILE }],
      timeline: [...timeline, { unixMs: START, mark: HOSTILE }, { unixMs: START, lcd: HOSTILE }],
      transcript: [
        {
          unixMs: START,
          direction: 'request',
          command: HOSTILE,
          sealed: false,
          fields: { text: HOSTILE },
        },
      ],
    };

    it('draws the plots, shows the pictures and runs nothing that a record holds', async () => {
      const dom = domOf(await reportHtml([run('FAIL', hostile)]));
      // Four plots of the fob under test, one of its twin.
      expect(dom.match(/<canvas/g)).toHaveLength(5);
      expect(dom.match(/src="data:image\/svg\+xml/g)).toHaveLength(2);
      expect(dom).toContain('<title>FAIL: Bench report</title>');
    });
  });
});
