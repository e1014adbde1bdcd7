import { describe, expect, it } from 'vitest';
import { readPskc } from '../../../../../host/station/exchange/pskc/read-pskc.ts';
import { writePskc } from '../../../../../host/station/exchange/pskc/write-pskc.ts';
import { SEED, file, messages, only, secret, secretHex, seedText } from './pskc-support.ts';

const key = secretHex('00112233445566778899aabbccddeeff');

/** As privacyIDEA 3 exports: html.parser’s lower case, its order of elements, hash as attribute. */
function privacyIdea(
  values: { readonly hash?: string; readonly drift?: string; readonly step?: string } = {},
): string {
  const { hash = 'sha256', drift = '-60', step = '30' } = values;
  const parameters = {
    mode: 'totp' as const,
    algorithm: 'SHA1' as const,
    digits: 6,
    stepSeconds: 30,
  };
  const token = {
    serial: 'TOTP0001',
    parameters,
    seed: secret(SEED),
    issuer: 'privacyIDEA',
    manufacturer: 'a token',
  };
  const { bytes } = writePskc([token], {
    protection: { kind: 'pre-shared', key, cipher: 'aes128' },
  });
  const upper = new TextDecoder().decode(bytes).replace(/<\?xml.*\n/, '');
  const value = (name: string, of: string): string =>
    `<${name}><PlainValue>${of}</PlainValue></${name}>`;
  const times = `${value('Time', '0')}${value('TimeInterval', step)}${value('Counter', '0')}${value('TimeDrift', drift)}`;
  const exported = upper
    .replace(/(<ResponseFormat[^>]*)\/>/, `$1></ResponseFormat><Suite hashalgo="${hash}"></Suite>`)
    .replace(/<TimeInterval>[^]*?<\/TimeInterval>/, times);
  return exported
    .replace(
      /<(\/?)([\w:]+)/g,
      (_all, slash: string, name: string) => `<${slash}${name.toLowerCase()}`,
    )
    .replace(/ (Version|Id|Algorithm|Encoding|Length)=/g, (all) => all.toLowerCase());
}

describe('an export of privacyIDEA, all in lower case', () => {
  const read = (text: string) => readPskc(text, { keys: { preShared: key } });

  it('is read, its MAC checked', () => {
    const result = read(privacyIdea());
    const token = only(result);
    expect(seedText(token)).toBe(SEED);
    expect(token).toMatchObject({
      serial: 'TOTP0001',
      issuer: 'privacyIDEA',
      manufacturer: 'a token',
    });
    expect(messages(result.warnings)).toMatch(
      /all names are in lower case, as privacyIDEA exports/,
    );
  });

  it.each([
    ['sha1', 'SHA1'],
    ['sha256', 'SHA256'],
    ['sha512', 'SHA512'],
  ])('has the hash of its attribute: %s', (hash, algorithm) => {
    const result = read(privacyIdea({ hash }));
    expect(only(result).parameters).toEqual({
      mode: 'totp',
      algorithm,
      digits: 6,
      stepSeconds: 30,
    });
    expect(messages(result.warnings)).toMatch(/privacyIDEA’s attribute hashalgo/);
  });

  it('with an unknown hash is refused', () => {
    expect(messages(read(privacyIdea({ hash: 'sha3' })).faults)).toMatch(/Suite: sha3/);
  });

  it('has its drift in seconds, which become steps, and that is said', () => {
    const result = read(privacyIdea({ drift: '-60' }));
    expect(only(result).timeDriftSteps).toBe(-2);
    expect(messages(result.warnings)).toMatch(
      /-60 seconds, as privacyIDEA writes them, are read as -2 steps/,
    );
    expect(only(read(privacyIdea({ drift: '-10' }))).timeDriftSteps).toBe(0);
    expect(only(read(privacyIdea({ drift: '0' }))).timeDriftSteps).toBe(0);
  });

  it('has no drift where it writes None', () => {
    const token = only(read(privacyIdea({ drift: 'None' })));
    expect(token.timeDriftSteps).toBeUndefined();
  });

  it('in the case of the RFC is told by the attribute alone', () => {
    const parameters =
      '<AlgorithmParameters><ResponseFormat Length="6" Encoding="DECIMAL"/><Suite hashalgo="sha256"/></AlgorithmParameters>';
    const data =
      '<TimeInterval><PlainValue>60</PlainValue></TimeInterval><TimeDrift><PlainValue>120</PlainValue></TimeDrift>';
    const token = only(readPskc(file({ parameters, data })));
    expect(token.parameters.algorithm).toBe('SHA256');
    expect(token.timeDriftSteps).toBe(2);
  });
});

describe('files before the RFC', () => {
  const feitian = file({ algorithm: 'x' })
    .replace(/(<\/?)KeyPackage/g, '$1Device')
    .replace(
      'Key Id="FK0001" Algorithm="x"',
      'Key KeyId="2600124809778" KeyAlgorithm="http://www.ietf.org/keyprov/pskc#totp"',
    );

  it('of Feitian, with Device and KeyId, are read with a warning', () => {
    const result = readPskc(feitian);
    expect(only(result)).toMatchObject({
      serial: 'FK0001',
      keyId: '2600124809778',
      parameters: { mode: 'totp', digits: 6, stepSeconds: 30 },
    });
    expect(messages(result.warnings)).toMatch(/Device and KeyId are read as KeyPackage and Id/);
  });

  it('in the namespace of a draft are read with a warning', () => {
    const result = readPskc(feitian.replace('keyprov:pskc"', 'keyprov:pskc:1.0"'));
    expect(seedText(only(result))).toBe(SEED);
    expect(messages(result.warnings)).toMatch(/of a draft is read/);
  });
});
