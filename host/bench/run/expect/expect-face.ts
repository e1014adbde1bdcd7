import { createHash } from 'node:crypto';
import { dirname, resolve } from 'node:path';
import { readRegularFile } from '@fobkit/client/node';
import { StepEnd } from '../blame.ts';
import { lcdText, spaced } from '../lcd-code.ts';
import { lookAtLcd } from '../look.ts';
import { check, type Checks } from './check.ts';

/** In bytes; no picture of a front has a hundredth of that. */
const LARGEST_PICTURE = 16 * 1024 * 1024;

/** What the LCD shows, its rows joined by a space. */
export const expectLcd: Checks<'lcd'> = async (wish, fob, run) => {
  const lcd = await lookAtLcd(fob, run);
  const text = lcdText(lcd);
  // No eye tells a glass that shows nothing from one that is off.
  const found = text === '' ? 'the LCD is off' : `the LCD shows "${text}"`;
  if (wish.off === true) return check(text === '', found);
  if (wish.shows !== undefined) return check(lcd.on && text === spaced(wish.shows), found);
  return check(lcd.on && new RegExp(wish.matches ?? '', 'u').test(text), found);
};

/** Whether the picture of the front is, to the byte, the one of that file or that SHA-256. */
export const expectPicture: Checks<'picture'> = async ({ file }, fob, run) => {
  const sha256 = hashOf(await fob.rig.picture());
  const wanted = /^[0-9a-f]{64}$/i.test(file)
    ? file.toLowerCase()
    : hashOf(await pictureFile(resolve(dirname(run.scenario.place.file), file)));
  return check(sha256 === wanted, `the picture of the front has the SHA-256 ${sha256}`);
};

async function pictureFile(path: string): Promise<Uint8Array> {
  try {
    return await readRegularFile(path, LARGEST_PICTURE);
  } catch (cause) {
    throw new StepEnd('INVALID', `the picture ${path} cannot be read`, { cause });
  }
}

function hashOf(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
