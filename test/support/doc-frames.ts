import { readFileSync } from 'node:fs';
import { fromHex } from '../../protocol/bytes/hex.ts';

/**
 * The worked examples of a page of docs/protocol: name to bytes of each block fenced as
 * ```` ```frame NAME ````. Hex with comments after `;`; `00*40` is forty bytes 0x00.
 */
export function framesOf(page: string): Map<string, Uint8Array> {
  const url = new URL(`../../docs/protocol/${page}`, import.meta.url);
  const text = readFileSync(url, 'utf8');
  const frames = new Map<string, Uint8Array>();
  for (const [, name = '', body = ''] of text.matchAll(/^```frame *(.*)\n([^]*?)^```$/gm)) {
    if (name === '' || frames.has(name)) throw new Error(`${page}: a frame wants its own name`);
    frames.set(name, fromHex(digitsOf(body)));
  }
  return frames;
}

function digitsOf(body: string): string {
  const words = body.replace(/;.*$/gm, '').split(/\s+/);
  return words
    .map((word) => {
      const [byte = '', count = '1'] = word.split('*');
      return byte.repeat(Number(count));
    })
    .join('');
}
