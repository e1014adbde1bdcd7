import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { stationSoakText } from '../support/station-soak-text.ts';

const page = new URL('../../docs/station/proof.md', import.meta.url);

/** Tables are padded on the page. */
const plain = (text: string): string => text.replace(/ *\| */g, '|').replace(/-{3,}/g, '---');

it('the page about the proof tells what the last soak on record went through', () => {
  expect(plain(readFileSync(page, 'utf8'))).toContain(plain(stationSoakText()));
});
