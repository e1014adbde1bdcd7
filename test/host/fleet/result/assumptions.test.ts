import { readFleetFile } from '@fobkit/fleet';
import { expect, it } from 'vitest';
import { assumptionsOf } from '../../../../host/fleet/result/assumptions.ts';
import { fileEnv } from '../support/file-env.ts';

const SMALL = `
fleet: small
fobs: 10
time: 30 d
profile: shinkin-hardware
policy: ask-1020
`;

function assumed(more: string): Readonly<Record<string, string>> {
  const { spec } = readFleetFile(`${SMALL}${more}`, 'a.yaml', fileEnv);
  return Object.fromEntries(assumptionsOf(spec).map(({ name, value }) => [name, value]));
}

it('what a run assumes of owners is told in the words of its file', () => {
  const owners = `
owners:
  presses: { table: { 0.2 /day: 40 %, 3 /day: 60 % } }
  mistyped: 2 %
  tries: 4
  replaced-after: never
`;
  expect(assumed(owners)).toMatchObject({
    'presses a day': '0.2 (40 %), 3 (60 %)',
    mistyped: '2 % of the codes',
    tries: '4 before somebody calls',
    replacement: 'none is sent',
  });
});

it('what a run assumes of fobs is told with its unit', () => {
  const fobs = `
crystal:
  error: { triangular: [-2 ppm, 2 ppm] }
  ageing: { normal: { mean: -0.5 ppm/year, sd: 0.3 ppm/year } }
shelf: { time: { uniform: [14 d, 180 d] } }
lives: { office: 60 %, pocket: 40 % }
defects:
  - { leak: { uniform: [500 nA, 3 µA] }, share: 0.5 % }
  - { dies-after: 400 d, share: 0.1 % }
`;
  expect(assumed(fobs)).toMatchObject({
    crystal: '-2 to 2 ppm, most in the middle',
    ageing: '-0.5 ppm a year on the average, standard deviation 0.3',
    shelf: '14 to 180 days, at 20 °C',
    lives: 'office 60 %, pocket 40 %',
    defects: '0.5 % leak 500 to 3,000 nA; 0.1 % die after 400 days',
  });
});

it('a long table is cut, so that every result can be written', () => {
  const rows = Array.from({ length: 200 }, (_, row) => `${row + 1} /month: 0.5 %`).join(', ');
  const { 'presses a day': text = '' } = assumed(`owners: { presses: { table: { ${rows} } } }\n`);
  expect(text.length).toBeLessThan(1000);
  expect(text).toMatch(/ …$/);
});
