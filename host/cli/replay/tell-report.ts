import type { Exemption, Mismatch, ReplayReport, Talk } from '@fobkit/client';
import type { Cli } from '../program/cli.ts';
import { ExitCode } from '../program/exit-code.ts';
import { type Fact, facts } from '../terminal/facts.ts';
import { counted } from '../terminal/counted.ts';
import { describeTalk } from './read-talk.ts';

export interface Told {
  readonly file: string;
  readonly talk: Talk;
  /** The other end: the device that was asked, or the link that was served. */
  readonly link: string;
  readonly role: 'host' | 'device';
  readonly report: ReplayReport;
  readonly json: boolean;
}

/** Prints how a replay went; a difference ends the process with exit code 1. */
export function tellReport(cli: Cli, told: Told): void {
  if (told.json) cli.out.json(toJson(told));
  else cli.out.print(describe(told));
  if (told.report.mismatch !== undefined) cli.endWith(ExitCode.Refused);
}

function toJson({ file, talk, link, role, report }: Told): Record<string, unknown> {
  const { mismatch, ...counts } = report;
  return { file, captured: talk.name, as: role, link, ...counts, mismatch: mismatch ?? null };
}

function describe({ file, talk, link, role, report }: Told): string {
  const { sent, compared, exempt, noise, mismatch } = report;
  const [theirs, mine] = role === 'host' ? ['answer', 'request'] : ['request', 'answer'];
  const passed = Object.entries(exempt).map(
    ([why, count]) => `${WHY[why] ?? why} in ${String(count)}`,
  );
  const rows: Fact[] = [
    ['capture', `${file}: ${describeTalk(talk)}`],
    ['sent', `${counted(sent, mine)} ${role === 'host' ? 'to' : 'on'} ${link}`],
    [
      'compared',
      `${counted(compared, theirs)}${mismatch === undefined ? ', all as captured' : ''}`,
    ],
    ['not compared', passed.length === 0 ? undefined : passed.join(', ')],
    [
      'left out',
      noise === 0
        ? undefined
        : `${counted(noise, 'piece')} that ${noise === 1 ? 'is' : 'are'} no message`,
    ],
  ];
  return facts(mismatch === undefined ? rows : [...rows, ...describeMismatch(mismatch, role)]);
}

const WHY: Readonly<Record<string, string>> = {
  tag: 'the tag, which the host draws,',
  handshake: 'a handshake, but for its length,',
  sealed: 'a sealed box',
  clock: 'what hangs on the clock',
  measured: 'what was measured',
  masked: 'what the capture masks',
} satisfies Partial<Record<Exemption, string>>;

function describeMismatch(mismatch: Mismatch, role: Told['role']): readonly Fact[] {
  const { message, name, packet, offset, statuses } = mismatch;
  const status =
    statuses === undefined ? '' : ` (status ${statuses.captured} then, ${statuses.actual} now)`;
  return [
    ['difference', `message ${String(message)}, ${name}: ${what(mismatch, role)}${status}`],
    ['where', `packet ${String(packet)} of the capture, its data from byte ${String(offset)} on`],
  ];
}

function what({ kind, difference }: Mismatch, role: Told['role']): string {
  const who = role === 'host' ? 'the device' : 'the host';
  if (kind === 'missing') return `none came from ${who}`;
  if (kind === 'unexpected' || difference === undefined) return `${who} sent it where nothing was`;
  const { field, captured, capturedAt, actual, actualAt } = difference;
  const place =
    capturedAt === actualAt
      ? `byte ${String(capturedAt)}`
      : `byte ${String(capturedAt)}, now at ${String(actualAt)}`;
  const named = field === '' ? '' : `, in ${field}`;
  return `${place}${named}: ${byte(captured)} then, ${byte(actual)} now`;
}

function byte(value: number | undefined): string {
  return value === undefined ? 'nothing' : `0x${value.toString(16).padStart(2, '0')}`;
}
