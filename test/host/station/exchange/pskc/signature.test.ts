import { describe, expect, it } from 'vitest';
import { readPskc } from '../../../../../host/station/exchange/pskc/read-pskc.ts';
import { writePskc } from '../../../../../host/station/exchange/pskc/write-pskc.ts';
import {
  SEED,
  keyPackage,
  messages,
  only,
  refusal,
  secret,
  seedText,
  vector,
} from './pskc-support.ts';

const signer = { key: vector('signer-key.pem'), certificate: vector('signer-certificate.pem') };
const other = { key: vector('other-key.pem'), certificate: vector('other-certificate.pem') };
const signers = [signer.certificate];
const parameters = { mode: 'hotp' as const, algorithm: 'SHA1' as const, digits: 6, counter: 0 };
const token = { serial: 'FK0001', parameters, seed: secret(SEED) };

function signed(by = signer): string {
  return new TextDecoder().decode(
    writePskc([token], { protection: { kind: 'plain' }, sign: by }).bytes,
  );
}
const text = signed();
const signature = /<ds:Signature[^]*<\/ds:Signature>/.exec(text)?.[0] ?? '';
const evil = keyPackage({
  id: 'EVIL',
  device: '<DeviceInfo><SerialNo>EVIL</SerialNo></DeviceInfo>',
});
const refused = (source: string): string => messages(refusal(source, { signers }));
const WRONG = /Signature: wrong: the file was changed, or another/;

describe('a signed file', () => {
  it('is read when one of the signers signed it', () => {
    const read = readPskc(text, {
      signers: [other.certificate, ...signers],
      requireSignature: true,
    });
    expect(seedText(only(read))).toBe(SEED);
    expect(messages(read.warnings)).not.toMatch(/Signature/);
  });

  it('has its faults at the places of the file', () => {
    const bad = writePskc([{ ...token, parameters: { ...parameters, digits: 5 } }], {
      protection: { kind: 'plain' },
      sign: signer,
    });
    const source = new TextDecoder().decode(bad.bytes);
    const warning = readPskc(source, { signers }).warnings.find(({ field }) => field === 'Secret');
    const line = source.split('\n').findIndex((it) => it.includes('<PlainValue>')) + 1;
    expect(warning?.line).toBe(line);
  });

  it('is refused when another signed it, also with its own certificate inside', () => {
    expect(refused(signed(other))).toMatch(WRONG);
    expect(refused(signed({ key: other.key, certificate: signer.certificate }))).toMatch(WRONG);
  });

  it.each([
    ['a serial', 'FK0001', 'FK0002'],
    ['white space between elements', '\n  <KeyPackage>', '\n<KeyPackage>'],
    ['an attribute', 'Length="6"', 'Length="8"'],
    ['a key more', '<KeyPackage>', `${evil}<KeyPackage>`],
    ['its digest', /(<ds:DigestValue>)./.exec(text)?.[0] ?? '', '<ds:DigestValue>!'],
    ['its value', /(<ds:SignatureValue>)../.exec(text)?.[0] ?? '', '<ds:SignatureValue>AA'],
  ])('is refused when it was changed: %s', (_name, from, to) => {
    expect(text).toContain(from);
    expect(refused(text.replace(from, to))).toMatch(/Signature: /);
  });

  it('is not checked without a certificate, which is a warning, or a refusal where it is required', () => {
    expect(messages(readPskc(text).warnings)).toMatch(/Signature: not checked/);
    expect(messages(refusal(text, { requireSignature: true }))).toMatch(/no certificate was given/);
    const unsigned = text.replace(signature, '');
    expect(messages(refusal(unsigned, { signers, requireSignature: true }))).toMatch(
      /is not signed/,
    );
    expect(messages(refusal(unsigned, { signers }))).toMatch(/the file is not signed/);
    expect(readPskc(unsigned, { signers, requireSignature: false }).tokens).toHaveLength(1);
  });

  it.each([
    ['SHA-1', 'xmldsig-more#rsa-sha256', 'xmldsig#rsa-sha1'],
    [
      'HMAC by the public key',
      'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
      'http://www.w3.org/2000/09/xmldsig#hmac-sha1',
    ],
    [
      'a digest of SHA-1',
      'http://www.w3.org/2001/04/xmlenc#sha256',
      'http://www.w3.org/2000/09/xmldsig#sha1',
    ],
    [
      'XSLT',
      'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
      'http://www.w3.org/TR/1999/REC-xslt-19991116',
    ],
    [
      'canonical form with comments',
      'http://www.w3.org/2001/10/xml-exc-c14n#',
      'http://www.w3.org/2001/10/xml-exc-c14n#WithComments',
    ],
  ])('is refused for a method that proves nothing: %s', (_name, from, to) => {
    expect(refused(text.replace(from, to))).toMatch(/proves nothing or is unknown/);
  });
});

describe('only what was signed is read', () => {
  const container = text.replace(/<\?xml.*\n/, '');

  it('not a container wrapped around the signed one', () => {
    const wrapped = `<KeyContainer Version="1.0" xmlns="urn:ietf:params:xml:ns:keyprov:pskc">${evil}<Extensions>${container}</Extensions></KeyContainer>`;
    expect(refused(wrapped)).toMatch(/Signature: /);
  });

  it('not an evil container that carries the signature and its object by Id', () => {
    const byId = text
      .replace('<KeyContainer ', '<KeyContainer Id="evil" ')
      .replace('URI=""', 'URI="#inner"')
      .replace('</ds:Signature>', `<ds:Object><x Id="inner"/></ds:Object></ds:Signature>`);
    expect(refused(byId)).toMatch(/Signature: /);
  });

  it('not with two signatures or two references', () => {
    expect(refused(text.replace(signature, signature + signature))).toMatch(/more than one/);
    const reference = /<ds:Reference[^]*<\/ds:Reference>/.exec(text)?.[0] ?? '';
    expect(refused(text.replace(reference, reference + reference))).toMatch(/one Reference wanted/);
  });

  it('a comment that cuts a value in two changes nothing of what is read', () => {
    const commented = text.replace('FK0001</', 'FK<!-- x -->0001</');
    expect(only(readPskc(commented, { signers })).serial).toBe('FK0001');
  });
});
