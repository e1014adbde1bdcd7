import type { BrotherMedia } from '../../../../../host/station/label/brother-media.ts';
import { MonoBitmap } from '../../../../../host/station/label/mono-bitmap.ts';

export interface BrotherJob {
  readonly commands: readonly string[];
  readonly information: object | undefined;
  /** 90 bytes each. */
  readonly lines: readonly Uint8Array[];
}

/** Reads a job as the Raster Command Reference of the QL series tells, and nothing else. */
export function decodeBrother(job: Uint8Array): BrotherJob {
  const view = new DataView(job.buffer, job.byteOffset, job.byteLength);
  const commands: string[] = [];
  const lines: Uint8Array[] = [];
  let information: object | undefined;
  let at = job.findIndex((byte) => byte !== 0);
  if (at < 200) throw new Error('less than 200 bytes to invalidate');
  while (at < job.length) {
    const start = at;
    const text = String.fromCharCode(...job.subarray(at, at + 3));
    if (text.startsWith('\u001b@')) {
      commands.push('@');
      at += 2;
    } else if (text === '\u001biz') {
      commands.push('iz');
      information = {
        flags: view.getUint8(at + 3),
        type: view.getUint8(at + 4),
        widthMm: view.getUint8(at + 5),
        lengthMm: view.getUint8(at + 6),
        lines: view.getUint32(at + 7, true),
        page: view.getUint8(at + 11),
      };
      if (view.getUint8(at + 12) !== 0) throw new Error('n10 is not 0');
      at += 13;
    } else if (text === '\u001bid') {
      commands.push(`id${String(view.getUint16(at + 3, true))}`);
      at += 5;
    } else if (/^\u001bi[aMAK]$/.test(text)) {
      commands.push(`i${text.charAt(2)}${String(view.getUint8(at + 3))}`);
      at += 4;
    } else if (text.startsWith('g\u0000Z')) {
      lines.push(job.subarray(at + 3, at + 3 + 90));
      at += 93;
    } else if (text.startsWith('\u001a') && at === job.length - 1) {
      commands.push('print');
      at += 1;
    }
    if (at === start) throw new Error(`no command at ${String(at)}: ${JSON.stringify(text)}`);
  }
  return { commands, information, lines };
}

/**
 * What stands on the roll, as somebody sees it who holds the label so that it can be read: the head
 * prints its first dot at the right, line by line; the label is turned a quarter back.
 */
export function printedLabel(
  lines: readonly Uint8Array[],
  media: BrotherMedia,
  { width, height }: { readonly width: number; readonly height: number },
): { readonly picture: MonoBitmap; readonly inside: readonly number[]; readonly outside: number } {
  const across = Math.floor((media.printableDots - height) / 2);
  const along = Math.floor((lines.length - width) / 2);
  const label = new MonoBitmap(width, height);
  const picture = new MonoBitmap(width + 40, height + 40);
  let outside = 0;
  for (const [line, bytes] of lines.entries()) {
    for (let dot = 0; dot < 720; dot++) {
      if (((bytes[dot >> 3] ?? 0) & (0x80 >> (dot & 7))) === 0) continue;
      const fromLeft = media.printableDots - 1 - (dot - media.offsetRight);
      const x = width - 1 - (line - along);
      const y = fromLeft - across;
      if (x < 0 || y < 0 || x >= width || y >= height) outside++;
      label.darken(x, y);
      picture.darken(x + 20, y + 20);
    }
  }
  return { picture, inside: [...label.data], outside };
}
