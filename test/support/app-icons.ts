/** Draws the icons of the bank's app from its SVG: node --conditions=fobkit-source test/support/app-icons.ts */
import { readFileSync, writeFileSync } from 'node:fs';
import { facePng } from '../../firmware-sim/control/face-png.ts';

const FOLDER = 'host/bank/app/static';
const svg = readFileSync(`${FOLDER}/icon.svg`, 'utf8');
/** Systems cut their own corners of these; of a maskable icon only the inner 80 % is safe. */
const square = svg.replace(' rx="112"', '');
const inside = square
  .replace('<g fill="none"', '<g transform="translate(64 64) scale(0.75)"><g fill="none"')
  .replace('</svg>', '</g></svg>');

const icons = [
  { file: 'icon-192', svg, width: 192 },
  { file: 'icon-512', svg, width: 512 },
  { file: 'icon-maskable-512', svg: inside, width: 512 },
  { file: 'apple-touch-icon', svg: square, width: 180 },
];
for (const { file, svg, width } of icons) {
  writeFileSync(`${FOLDER}/${file}.png`, facePng(svg, width));
}
