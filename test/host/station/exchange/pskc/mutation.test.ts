import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ExchangeError } from '../../../../../host/station/exchange/exchange-error.ts';
import { readPskc } from '../../../../../host/station/exchange/pskc/read-pskc.ts';
import { writePskc } from '../../../../../host/station/exchange/pskc/write-pskc.ts';
import { SEED, SEED64, secret, secretHex, vector } from './pskc-support.ts';
import { tokens } from './token-arbitrary.ts';

const keys = {
  preShared: secretHex('12345678901234567890123456789012'),
  passphrase: secret('qwerty'),
  privateKey: secret(vector('signer-key.pem')),
};
const FIGURES = [2, 3, 4, 5, 6, 7, 8, 9, 10].map((n) => vector(`figure${n}.xml`));

/** Whatever it is, it is read or refused, and no seed is in what is said. */
function isAnswered(source: string | Uint8Array): void {
  let said: string;
  try {
    const { faults, warnings } = readPskc(source, { keys });
    said = JSON.stringify([faults, warnings]);
  } catch (error) {
    if (!(error instanceof ExchangeError)) throw error;
    said = error.message;
  }
  expect(said).not.toContain(SEED);
  expect(said).not.toContain(SEED64);
}

const PIECE = /<[^>]*>|[^<]+/g;
const mutant = fc
  .record({
    text: fc.constantFrom(...FIGURES),
    at: fc.nat(),
    to: fc.nat(),
    how: fc.constantFrom(
      'remove',
      'double',
      'swap',
      'empty',
      'huge',
      'rename',
      'text',
      'character',
    ),
    junk: fc.string({ unit: 'binary', maxLength: 8 }),
  })
  .map(({ text, at, to, how, junk }) => {
    const pieces = text.match(PIECE) ?? [];
    const one = at % pieces.length;
    const two = to % pieces.length;
    const piece = pieces[one] ?? '';
    if (how === 'remove') pieces.splice(one, 1);
    else if (how === 'double') pieces.splice(one, 0, piece);
    else if (how === 'swap') [pieces[one], pieces[two]] = [pieces[two] ?? '', piece];
    else if (how === 'empty') pieces[one] = piece.replace(/"[^"]*"/, '""');
    else if (how === 'huge') pieces[one] = piece.replace(/[\w+/=]{2,}(?=\s|$|")/, '9'.repeat(400));
    else if (how === 'rename') pieces[one] = piece.replace(/(<\/?)(?:\w+:)?\w+/, '$1Other');
    else if (how === 'text') pieces.splice(one, 0, junk);
    else return `${text.slice(0, at % text.length)}${junk}${text.slice((at % text.length) + 1)}`;
    return pieces.join('');
  });

it('a figure with a piece changed is read or refused', () => {
  fc.assert(fc.property(mutant, isAnswered), { numRuns: 600 });
});

it('a file of ours with bytes changed is read or refused', () => {
  const protection = {
    kind: 'pre-shared' as const,
    key: keys.preShared,
    cipher: 'aes128' as const,
  };
  const changed = fc
    .record({ tokens, at: fc.nat(), bytes: fc.uint8Array({ minLength: 1, maxLength: 3 }) })
    .map(({ tokens, at, bytes }) => {
      const file = writePskc(tokens, { protection }).bytes;
      file.set(bytes, at % (file.length - bytes.length));
      return file;
    });
  fc.assert(fc.property(changed, isAnswered), { numRuns: 150 });
});
