import type { CertificateWords } from './certificate-words.ts';
import type { LotCertificate } from './lot-certificate.ts';
import type { PageFlow } from './page-flow.ts';

export interface SectionContext {
  readonly words: CertificateWords;
  /** `certificateDigest`. */
  readonly digest: string;
  readonly utcOffsetMinutes: number;
}

/** The certificate from its title to the lines for a signature. */
export function drawSections(
  flow: PageFlow,
  certificate: LotCertificate,
  context: SectionContext,
): void {
  const { words } = context;
  flow.title(words.title, certificate.lot.state === 'closed' ? words.closed : words.interim);
  flow.pairs(lotPairs(certificate, context));
  drawCounts(flow, certificate, words);
  drawChecks(flow, certificate, context);
  drawStations(flow, certificate, context);
  drawExports(flow, certificate, context);
  drawHeads(flow, certificate, words);
  flow.section(words.digest, 78);
  flow.line(context.digest);
  flow.pairs([
    [words.issued, momentText(certificate.issuedUnixMs, context) + words.by(certificate.issuedBy)],
    [words.software, certificate.software],
  ]);
  flow.blanks([words.signature, words.name, words.date]);
}

function lotPairs(
  { lot, serials }: LotCertificate,
  context: SectionContext,
): (readonly [string, string])[] {
  const { words } = context;
  const { parameters } = lot;
  const moving =
    parameters.mode === 'ocra'
      ? (parameters.suite ?? '')
      : parameters.mode === 'totp'
        ? words.step(parameters.stepSeconds ?? 30)
        : '';
  const codes = [
    parameters.mode.toUpperCase(),
    parameters.algorithm,
    words.digits(parameters.digits),
    moving,
  ];
  const expiry = lot.expiry === undefined ? [] : [dateText(lot.expiry * 1000, context)];
  const closed = lot.closedUnixMs === undefined ? [] : [momentText(lot.closedUnixMs, context)];
  return [
    [words.lot, `${lot.name} (${lot.id})`],
    [words.profile, lot.profile],
    [words.model, lot.model],
    [words.purpose, words[lot.purpose]],
    [words.parameters, codes.filter((part) => part !== '').join(', ')],
    [words.serials, serials === undefined ? words.none : serials.first + words.to + serials.last],
    [words.created, momentText(lot.createdUnixMs, context) + words.by(lot.createdBy)],
    ...closed.map((text) => [words.closedAt, text] as const),
    ...expiry.map((text) => [words.expiry, text] as const),
    [words.zone, zoneText(context)],
  ];
}

function drawCounts(
  flow: PageFlow,
  { counts, setAside }: LotCertificate,
  words: CertificateWords,
): void {
  flow.section(words.counts, 50);
  const names = ['planned', 'done', 'scrapped', 'quarantined', 'unused', 'working'] as const;
  flow.figures(names.map((name) => [words[name], String(counts[name])]));
  flow.note(words.sum);
  if (setAside.length === 0) return;
  flow.table(
    [
      { title: words.state, share: 0.2 },
      { title: words.reason, share: 0.65 },
      { title: words.units, share: 0.15, align: 'right' },
    ],
    setAside.map(({ state, reason, units }) => [words[state], reason, String(units)]),
  );
}

function drawChecks(
  flow: PageFlow,
  { lot, counts, checks }: LotCertificate,
  context: SectionContext,
): void {
  const { words } = context;
  const { done, trimmed } = counts;
  const code = lot.codeCheck === 'none' && checks.codeChecked === 0;
  const trim = lot.trim === undefined && trimmed === 0;
  flow.section(words.checks, 60);
  flow.table(
    [
      { title: words.checks, share: 0.6 },
      { title: words.units, share: 0.4 },
    ],
    [
      [words.keyCheck, words.ofDone(checks.keyChecked, done)],
      [words.codeCheck, code ? words.notAsked : words.ofDone(checks.codeChecked, done)],
      [words.trim, trim ? words.notAsked : words.ofDone(trimmed, done)],
      ...(checks.golden.length === 0 ? [[words.golden, words.none]] : []),
      ...checks.golden.map(({ station, unixMs, operator, passed }) => [
        `${words.golden}: ${station}${words.by(operator)}`,
        `${passed ? words.passed : words.failed} ${momentText(unixMs, context)}`,
      ]),
    ],
  );
}

function drawStations(flow: PageFlow, { stations }: LotCertificate, context: SectionContext): void {
  const { words } = context;
  flow.section(words.stations);
  flow.table(
    [
      { title: words.station, share: 0.18 },
      { title: words.operators, share: 0.26 },
      { title: words.visits, share: 0.1, align: 'right' },
      { title: words.done, share: 0.1, align: 'right' },
      { title: words.first, share: 0.18 },
      { title: words.last, share: 0.18 },
    ],
    stations.map(({ station, operators, visits, done, firstUnixMs, lastUnixMs }) => [
      station,
      operators.join(', '),
      String(visits),
      String(done),
      maybe(firstUnixMs, context),
      maybe(lastUnixMs, context),
    ]),
  );
}

function drawExports(flow: PageFlow, { exports }: LotCertificate, context: SectionContext): void {
  const { words } = context;
  flow.section(words.exports);
  if (exports.length === 0) {
    flow.note(words.none);
    return;
  }
  flow.table(
    [
      { title: words.file, share: 0.3 },
      { title: words.units, share: 0.08, align: 'right' },
      { title: 'SHA-256', share: 0.34 },
      { title: `${words.exported} / ${words.acknowledged} / ${words.purged}`, share: 0.28 },
    ],
    exports.map((file) => [
      `${file.file}\n${file.format}${words.by(file.by)}`,
      String(file.units),
      file.sha256,
      [
        `${words.exported} ${momentText(file.unixMs, context)}`,
        `${words.acknowledged} ${maybe(file.acknowledgedUnixMs, context)}`,
        `${words.purged} ${maybe(file.purgedUnixMs, context)}`,
      ].join('\n'),
    ]),
  );
}

function drawHeads(flow: PageFlow, { heads }: LotCertificate, words: CertificateWords): void {
  flow.section(words.heads);
  flow.table(
    [
      { title: words.station, share: 0.2 },
      { title: words.sequence, share: 0.1, align: 'right' },
      { title: words.lastHash, share: 0.7 },
    ],
    heads.map(({ station, sequence, hash }) => [station, String(sequence), hash]),
  );
}

const MINUTE_MS = 60_000;

/** `2026-11-28 16:01:05`, in the zone that the certificate names. */
const momentText = (unixMs: number, { utcOffsetMinutes }: SectionContext): string =>
  new Date(unixMs + utcOffsetMinutes * MINUTE_MS).toISOString().slice(0, 19).replace('T', ' ');

/** `UTC+09:00`. */
function zoneText({ utcOffsetMinutes }: SectionContext): string {
  if (utcOffsetMinutes === 0) return 'UTC';
  const minutes = Math.abs(utcOffsetMinutes);
  const two = (count: number): string => String(count).padStart(2, '0');
  const sign = utcOffsetMinutes < 0 ? '-' : '+';
  return `UTC${sign}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

const dateText = (unixMs: number, context: SectionContext): string =>
  momentText(unixMs, context).slice(0, 10);

const maybe = (unixMs: number | undefined, context: SectionContext): string =>
  unixMs === undefined ? '–' : momentText(unixMs, context);
