import { brokenBytes, brokenFrames, silence } from './chapter/broken-wires.ts';
import { type Chapter, START } from './chapter/chapter.ts';
import { clock } from './chapter/clock.ts';
import { challenges, counterCodes, expiry, presses, timeCodes } from './chapter/codes.ts';
import { framing } from './chapter/framing.ts';
import { meeting } from './chapter/meeting.ts';
import { provisioning, refusedLoads, suites } from './chapter/provisioning.ts';
import { refusedMessages, sealedMessages } from './chapter/refused-messages.ts';
import { wrongKeys } from './chapter/wrong-keys.ts';
import { Conversation } from './conversation.ts';
import type { Reach } from './reach.ts';

export const chapters: readonly Chapter[] = [
  meeting,
  provisioning,
  refusedLoads,
  suites,
  timeCodes,
  counterCodes,
  challenges,
  presses,
  expiry,
  clock,
  wrongKeys,
  refusedMessages,
  sealedMessages,
  framing,
  brokenFrames,
  brokenBytes,
  silence,
];

/**
 * The whole conversation over one way to a fob, line by line. Time, randomness and faults are the
 * script's, so that every way must give the same lines.
 */
export async function transcript(reach: Reach): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const chapter of chapters) await tellChapter(reach, chapter, lines);
  return lines;
}

/** One chapter of it. */
export async function tellChapter(reach: Reach, chapter: Chapter, lines: string[]): Promise<void> {
  lines.push(`# ${chapter.title}`);
  const setup = { profile: 'generic', unixSeconds: START, seed: 11, ...chapter.fob };
  await Conversation.with(reach, setup, lines, (conversation) => chapter.tell(conversation));
}
