import { describe, expect, it } from 'vitest';
import { lotCertificatePdf } from '../../../../host/station/certificate/certificate-pdf.ts';
import {
  CertificateError,
  certificateDigest,
} from '../../../../host/station/certificate/lot-certificate.ts';
import type { LotCertificate } from '../../../../host/station/certificate/lot-certificate.ts';
import { needs, pdfPages, pdfText } from '../label/support/readers.ts';
import { certificate, sha256 } from './certificates.ts';

const { skipped, reason } = needs('pdftoppm', 'pdftotext');

/** Without the spaces and ends of lines that a layout may put anywhere. */
const dense = (text: string): string => text.replace(/\s+/g, '');

describe.skipIf(skipped)(`the certificate of a lot${reason}`, () => {
  it('says all that it was given, in English', async () => {
    const text = dense(pdfText(await lotCertificatePdf(certificate())));
    const wanted = [
      'Lot certificate',
      'Lot closed',
      '城南信用金庫 2026-11 (L0042)',
      'shinkin-hardware',
      'production',
      'TOTP, SHA1, 6 digits, every 60 s',
      'SKTS00509641 to SKTS00510640',
      '2026-11-28 00:05:07 by 佐藤',
      '2031-03-31',
      '987 of 988 done',
      'case cracked',
      'FAILED 2026-11-28 01:05:07',
      'line-1',
      '鈴木, tanaka',
      'jonan-2026-11.pskc.xml',
      'Confirmed 2026-11-29 01:05:07',
      '3121',
      sha256('line-1'),
      sha256('line-2'),
      certificateDigest(certificate()),
      'Signature',
    ];
    expect(wanted.filter((words) => !text.includes(dense(words)))).toEqual([]);
    // The hashes of files stand in two lines of a narrow column.
    for (const { sha256: hash } of certificate().exports) {
      expect(text).toContain(hash.slice(0, 32));
      expect(text).toContain(hash.slice(-16));
    }
  });

  it('says it in Japanese, with the time of Japan', async () => {
    const text = dense(pdfText(await lotCertificatePdf(certificate(), { language: 'ja' })));
    const wanted = [
      'ロット証明書',
      '締め済み',
      '用途本番',
      'シリアル番号',
      '予定＝完了＋廃棄＋隔離＋未使用＋処理中',
      '完了988個のうち987個',
      '不合格',
      '2026-11-28 09:05:07（佐藤）',
      'UTC+09:00',
      '監査記録',
      '署名',
    ];
    expect(wanted.filter((words) => !text.includes(dense(words)))).toEqual([]);
  });

  it('of a usual lot is one page, of a long one as many as it takes, each numbered', async () => {
    expect(pdfPages(await lotCertificatePdf(certificate()), 50)).toHaveLength(1);
    const long = await lotCertificatePdf(certificate(40));
    const text = dense(pdfText(long));
    const pages = pdfPages(long, 50).length;
    expect(pages).toBeGreaterThan(2);
    for (let page = 1; page <= pages; page++) {
      expect(text).toContain(`${String(page)}/${String(pages)}`);
    }
    expect(text).toContain('jonan-2026-11-39.csv');
  });

  it('has the rare letters of names and of companies', async () => {
    const issuedBy = '㈱髙﨑𠮷 Ж';
    const text = dense(pdfText(await lotCertificatePdf({ ...certificate(), issuedBy })));
    expect(text).toContain(dense(`2026-11-30 00:05:12 by ${issuedBy}`));
  });

  it('of a lot that is still open says so', async () => {
    const { lot, ...rest } = certificate();
    const open = await lotCertificatePdf({ ...rest, lot: { ...lot, state: 'open' } });
    expect(dense(pdfText(open))).toContain('INTERIM:thelotisnotclosed');
  });
});

describe('the certificate', () => {
  it('is the same bytes for the same data, and dated by the data', async () => {
    const once = Buffer.from(await lotCertificatePdf(certificate(), { language: 'ja' }));
    const again = Buffer.from(await lotCertificatePdf(certificate(), { language: 'ja' }));
    expect(again.equals(once)).toBe(true);
    expect(once.includes('(D:20261130000512Z)')).toBe(true);
    expect(once.length).toBeLessThan(80_000);
  });

  it('has another hash for any other word in it, and the same in any order of fields', () => {
    const base = certificate();
    const reversed = Object.fromEntries(Object.entries(base).reverse());
    expect(certificateDigest(reversed as unknown as LotCertificate)).toBe(certificateDigest(base));
    const others = [
      { ...base, issuedBy: 'X' },
      { ...base, heads: base.heads.slice(0, 1) },
      { ...base, counts: { ...base.counts, done: 987, scrapped: 6 } },
      { ...base, checks: { ...base.checks, codeChecked: 988 } },
    ];
    expect(new Set([base, ...others].map(certificateDigest)).size).toBe(5);
  });

  it.each([
    [
      'counts that do not add up',
      { counts: { ...certificate().counts, unused: 5 } },
      /1000 planned/,
    ],
    [
      'another number than was planned',
      { counts: { ...certificate().counts, planned: 1001, unused: 5 } },
      /1001 planned/,
    ],
    [
      'more checks than fobs',
      { checks: { ...certificate().checks, keyChecked: 989 } },
      /keyChecked 989 is more than the 988 done/,
    ],
    [
      'a hash that is none',
      { heads: [{ station: 'a', sequence: 1, hash: 'ABC' }] },
      /a hash is not 64 hexadecimal digits/,
    ],
  ])('is not issued with %s', async (_what, change, message) => {
    const wrong = lotCertificatePdf({ ...certificate(), ...change });
    await expect(wrong).rejects.toThrow(CertificateError);
    await expect(wrong).rejects.toThrow(message);
  });
});
