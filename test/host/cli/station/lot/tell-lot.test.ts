import type { LotReport } from '@fobkit/station';
import { expect, it } from 'vitest';
import { reportText } from '../../../../../host/cli/station/lot/tell-lot.ts';
import { wordsIn } from '../../../../../host/cli/station/words/words.ts';

const took = { visits: 2, meanMs: 1, medianMs: 1200, p95Ms: 1, longestMs: 3400 };

const report: LotReport = {
  lot: {
    id: '0123abcd',
    name: 'L1',
    profile: 'X',
    model: 'X',
    planned: 3,
    purpose: 'production',
    serials: { kind: 'list' },
    parameters: { mode: 'totp', algorithm: 'SHA1', digits: 6, stepSeconds: 30 },
    codeCheck: 'read',
    trim: { ppm: 2, by: 'soak' },
    state: 'paused',
    createdUnixMs: 0,
    createdBy: 'S',
  },
  counts: { planned: 3, done: 1, scrapped: 0, quarantined: 1, unused: 1, working: 0, trimmed: 0 },
  visits: 4,
  firstTime: 1,
  perHour: 120,
  reasons: [
    { result: 'left-open', trouble: 'left', visits: 2 },
    { result: 'quarantined', trouble: 'key-check', visits: 1 },
  ],
  stations: [],
  steps: [
    { step: 'load-seed', ...took },
    { step: 'read-code', ...took },
  ],
};

it('a report has the words of its language alone', () => {
  const text = reportText(report, wordsIn('ja'));
  expect(text).toMatch(/シード書き込み中 +中央値 1\.20 秒, 最長 3\.40 秒/);
  expect(text).toMatch(/抜き取り +2 \(処理途中・挿し直してください\)/);
  expect(text.replace('0123abcd', '').match(/[a-z]{2,}/g)).toEqual(['ppm']);
});

it('a record of a newer fobkit is told by its own word', () => {
  const newer = { ...report, steps: [{ step: 'engrave', ...took }] };
  expect(reportText(newer, wordsIn('ja'))).toContain('engrave');
});
