import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { stationScreen } from '../support/station-screen.ts';

it.each(['en', 'ja'] as const)(
  'the picture of the screen of a station is what it draws, in %s (npm run pictures)',
  (language) => {
    const file = join(import.meta.dirname, `../../docs/images/station-screen-${language}.svg`);
    expect(readFileSync(file, 'utf8')).toBe(stationScreen(language));
  },
);
