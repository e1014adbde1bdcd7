import fc from 'fast-check';
import { expect, it } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { writePskc } from '../../../../../host/station/exchange/pskc/write-pskc.ts';
import type { PskcProtection } from '../../../../../host/station/exchange/pskc/protection.ts';
import { secret, secretHex, vector } from './pskc-support.ts';
import { tokens } from './token-arbitrary.ts';

/** The schemas name each other by addresses in the web, and their own DTD; here by file. */
function schema(name: string): { readonly fileName: string; readonly contents: string } {
  const contents = vector(name)
    .replace(/<!DOCTYPE[^]*?\]>/, '')
    .replace(/schemaLocation=\s*["'][^"']*?([\w-]+\.xsd)["']/g, 'schemaLocation="$1"');
  return { fileName: name, contents };
}

async function faults(xml: readonly string[]): Promise<readonly string[]> {
  const { errors } = await validateXML({
    xml: xml.map((contents, index) => ({ fileName: `tokens${index}.xml`, contents })),
    schema: [schema('pskc-schema.xsd')],
    preload: [schema('xmldsig-core-schema.xsd'), schema('xenc-schema.xsd')],
  });
  return errors.map(({ message }) => message);
}

it('the schema finds what is wrong', async () => {
  const wrong = vector('figure6.xml').replace('<Issuer>Issuer</Issuer>', '<Issue>Issuer</Issue>');
  expect((await faults([wrong])).join()).toMatch(/Issue/);
  expect(await faults([vector('figure3.xml'), vector('figure6.xml')])).toEqual([]);
});

it('what is written is valid by the schema of the RFC, with every protection and signed', async () => {
  const key = secretHex('00112233445566778899aabbccddeeff');
  const passphrase = secret('correct horse');
  const sign = { key: vector('signer-key.pem'), certificate: vector('signer-certificate.pem') };
  const protections: readonly PskcProtection[] = [
    { kind: 'plain' },
    { kind: 'pre-shared', key, cipher: 'aes128' },
    { kind: 'passphrase', passphrase, iterations: 1000 },
  ];
  const files = fc.sample(tokens, 20).flatMap((sample, index) =>
    protections.map((protection) => {
      const { bytes } = writePskc(sample, { protection, ...(index % 4 === 0 ? { sign } : {}) });
      return new TextDecoder().decode(bytes);
    }),
  );
  expect(await faults(files)).toEqual([]);
});
