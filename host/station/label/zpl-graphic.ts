import type { MonoBitmap } from './mono-bitmap.ts';

/** A bitmap as a graphic field (ZPL II, ^GFA): hexadecimal, a row of zeros as `,`. */
export function zplGraphic(bitmap: MonoBitmap): string {
  const rows: string[] = [];
  for (let y = 0; y < bitmap.height; y++) {
    const hex = Buffer.from(bitmap.row(y)).toString('hex').toUpperCase();
    const short = hex.replace(/0+$/, '');
    rows.push(short === hex ? hex : `${short},`);
  }
  const size = String(bitmap.data.length);
  return `^GFA,${size},${size},${String(bitmap.rowBytes)},${rows.join('')}`;
}
