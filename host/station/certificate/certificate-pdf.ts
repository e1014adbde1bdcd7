import { pdfOf } from '../pdf/document.ts';
import type { Pdf } from '../pdf/document.ts';
import { fitText } from '../pdf/fit-text.ts';
import { points } from '../pdf/millimetres.ts';
import { drawSections } from './certificate-sections.ts';
import { CERTIFICATE_WORDS } from './certificate-words.ts';
import type { CertificateLanguage, CertificateWords } from './certificate-words.ts';
import { certificateDigest, checkCertificate } from './lot-certificate.ts';
import type { LotCertificate } from './lot-certificate.ts';
import { PageFlow } from './page-flow.ts';

export interface CertificateOptions {
  /** `en` if absent. */
  readonly language?: CertificateLanguage;
  /** Minutes east of UTC for all times; 540 (Japan) for `ja`, 0 for `en` if absent. */
  readonly utcOffsetMinutes?: number;
}

const PAGE = { widthMm: 210, heightMm: 297, marginMm: 15 } as const;

/**
 * The certificate of a lot, A4. The same certificate and options give the same bytes; it is dated by
 * its own `issuedUnixMs`. `CertificateError` when what it says does not add up.
 */
export async function lotCertificatePdf(
  certificate: LotCertificate,
  options: CertificateOptions = {},
): Promise<Uint8Array> {
  checkCertificate(certificate);
  const { language = 'en' } = options;
  const utcOffsetMinutes = options.utcOffsetMinutes ?? (language === 'ja' ? 540 : 0);
  const words = CERTIFICATE_WORDS[language];
  const digest = certificateDigest(certificate);
  const { widthMm, heightMm } = PAGE;
  const title = `${words.title} ${certificate.lot.name}`;
  const about = { title, createdUnixMs: certificate.issuedUnixMs, widthMm, heightMm };
  return pdfOf(about, (pdf) => {
    const flow = new PageFlow(pdf, PAGE);
    drawSections(flow, certificate, { words, digest, utcOffsetMinutes });
    drawFeet(pdf, words, `${certificate.lot.name} · SHA-256 ${digest.slice(0, 16)}…`);
  });
}

function drawFeet(pdf: Pdf, words: CertificateWords, text: string): void {
  const { start, count } = pdf.bufferedPageRange();
  for (let page = start; page < start + count; page++) {
    pdf.switchToPage(page);
    const place = { x: points(PAGE.marginMm), y: points(PAGE.heightMm - PAGE.marginMm - 3) };
    const width = points(PAGE.widthMm - 2 * PAGE.marginMm);
    pdf.fillColor('#444444');
    fitText(pdf, text, { ...place, width: width * 0.5, size: 7 });
    const number = `${words.font}   ${String(page - start + 1)} / ${String(count)}`;
    const x = place.x + width * 0.5;
    fitText(pdf, number, { ...place, x, width: width * 0.5, size: 7, align: 'right' });
  }
}
