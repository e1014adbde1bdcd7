import { type Talk, talksOf } from '@fobkit/client';
import { readCaptureFile } from '@fobkit/client/node';
import { CaptureError } from '@fobkit/protocol';
import type { Cli } from '../program/cli.ts';
import { usage } from '../program/cli-error.ts';
import { counted } from '../terminal/counted.ts';

/** More would hide what is to be done. */
const MOST_TOLD = 10;

/**
 * What was said on one link of a capture file: the only one, or the `number`-th. Tells of a torn
 * end; rejects with what is wrong with the file, by the byte.
 */
export async function readTalk(cli: Cli, file: string, number: number | undefined): Promise<Talk> {
  const capture = await readCaptureFile(file, cli.signal);
  if (capture.torn !== undefined) {
    const { offset, bytes } = capture.torn;
    cli.out.note(
      `${file} ends in ${String(bytes)} bytes of a torn packet at byte ${String(offset)}: its ` +
        'writer was cut off. What is whole is replayed.',
    );
  }
  const talk = choose(file, talksIn(file, capture), number);
  if (talk.steps.some((step) => step.kind === 'message' && step.direction === 'to-fob'))
    return talk;
  throw usage(`${file} holds no request of a host on ${talk.name}: the capture began too late`);
}

function talksIn(file: string, capture: Parameters<typeof talksOf>[0]): readonly Talk[] {
  try {
    return talksOf(capture);
  } catch (cause) {
    if (!(cause instanceof CaptureError)) throw cause;
    throw usage(`${file}, ${cause.message}`, { cause });
  }
}

function choose(file: string, talks: readonly Talk[], number: number | undefined): Talk {
  const [only, ...others] = talks;
  if (only === undefined) throw usage(`${file} holds no message of a fob`);
  if (number === undefined && others.length === 0) return only;
  const chosen = number === undefined ? undefined : talks[number - 1];
  if (chosen !== undefined) return chosen;
  const told = talks
    .slice(0, MOST_TOLD)
    .map((talk, i) => `${String(i + 1)}: ${describeTalk(talk)}`);
  const more = talks.length - told.length;
  const rest = more === 0 ? '' : `; and ${String(more)} more`;
  throw usage(
    `${file} holds ${counted(talks.length, 'link')}; say which with --link N: ${told.join('; ')}${rest}`,
  );
}

/** `serial:/dev/pts/4, 12 messages`. */
export function describeTalk({ name, steps }: Talk): string {
  const count = steps.filter(({ kind }) => kind === 'message').length;
  return `${name}, ${counted(count, 'message')}`;
}
