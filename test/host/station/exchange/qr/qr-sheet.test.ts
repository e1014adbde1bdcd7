import { Secret, parseOtpauth, toHex } from '@fobkit/protocol';
import { describe, expect, it } from 'vitest';
import { ExchangeError } from '../../../../../host/station/exchange/exchange-error.ts';
import { qrSheetPdf } from '../../../../../host/station/exchange/qr/qr-sheet.ts';
import { tokenQr } from '../../../../../host/station/exchange/qr/qr-token.ts';
import type { TokenRecord } from '../../../../../host/station/exchange/token-record.ts';
import { needs, pdfPages, pdfText, zbar } from '../../label/support/readers.ts';

const { skipped, reason } = needs('zbarimg', 'pdftoppm', 'pdftotext');

function token(index: number, fields: Partial<TokenRecord> = {}): TokenRecord {
  const long = index % 3 === 0;
  return {
    serial: `SKTS${String(509_641 + index).padStart(8, '0')}`,
    issuer: 'しんきん銀行',
    parameters: long
      ? { mode: 'hotp', algorithm: 'SHA512', digits: 8, counter: index }
      : { mode: 'totp', algorithm: 'SHA1', digits: 6, stepSeconds: 30 },
    seed: new Secret(Uint8Array.from({ length: long ? 64 : 20 }, (_, at) => at * 3 + index)),
    ...fields,
  };
}

const tokens = (count: number): readonly TokenRecord[] =>
  Array.from({ length: count }, (_, index) => token(index));

const said = (uri: string): object => {
  const { account, issuer, parameters } = parseOtpauth(uri);
  const { mode, digits, algorithm } = parameters;
  return { account, issuer, mode, digits, algorithm, seed: toHex(parameters.secret.reveal()) };
};

const meant = ({ serial, issuer, parameters, seed }: TokenRecord): object => {
  const { mode, digits, algorithm } = parameters;
  return { account: serial, issuer, mode, digits, algorithm, seed: toHex(seed.reveal()) };
};

const bySerial = (uris: readonly string[]): readonly object[] =>
  uris
    .map((uri) => ({ uri, serial: parseOtpauth(uri).account }))
    .sort((a, b) => (a.serial < b.serial ? -1 : 1))
    .map(({ uri }) => said(uri));

describe.skipIf(skipped)(`a sheet of QR codes${reason}`, () => {
  it.each([
    [203, 13],
    [300, 4],
  ])('is read back at %d dpi, every seed of it', async (dpi, count) => {
    const all = tokens(count);
    const { bytes } = await qrSheetPdf(all, { language: 'ja' });
    const pages = pdfPages(bytes, dpi).map((page) => bySerial(zbar(page, 'qrcode')));
    const sheets = [all.slice(0, 12), all.slice(12)].filter((sheet) => sheet.length > 0);
    expect(pages).toEqual(sheets.map((sheet) => sheet.map(meant)));
  });

  it('has the serial labels in the order of the tokens', async () => {
    const all = tokens(13).toReversed();
    const { bytes } = await qrSheetPdf(all, { paper: 'letter' });
    expect(pdfText(bytes).match(/SKTS\d{8}/g)).toEqual(all.map(({ serial }) => serial));
  });

  it.each(['L', 'M', 'Q', 'H'] as const)('is read back at level %s', async (level) => {
    const one = token(0);
    const { bytes } = await qrSheetPdf([one], { level });
    const read = pdfPages(bytes, 120).map((page) => zbar(page, 'qrcode').map(said));
    expect(read).toEqual([[meant(one)]]);
  });
});

describe('what an otpauth: URI cannot say', () => {
  it('is refused, every token of it, before anything is drawn', async () => {
    const wrong = [
      token(0),
      token(1, { parameters: { mode: 'ocra', algorithm: 'SHA1', digits: 6 } }),
      token(2, { parameters: { mode: 'totp', algorithm: 'SHA1', digits: 6, t0: 5 } }),
    ];
    const refused = await qrSheetPdf(wrong).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ExchangeError);
    expect((refused as ExchangeError).faults.map(({ serial }) => serial)).toEqual(
      expect.arrayContaining(['SKTS00509642', 'SKTS00509643']),
    );
    expect(() => tokenQr(wrong[1] ?? token(0), 'M')).toThrow(ExchangeError);
    await expect(qrSheetPdf([])).rejects.toThrow(/no token for the sheet/);
  });

  it('and what phone apps may not heed is warned of, once a kind, without the seed', async () => {
    const { warnings } = await qrSheetPdf(tokens(7));
    expect(warnings.map(({ message }) => message)).toEqual([
      'some apps ignore SHA512 and show codes of SHA1, 6 digits, 30 s (3 tokens)',
      'some apps ignore 8 digits and show codes of SHA1, 6 digits, 30 s (3 tokens)',
    ]);
  });
});
