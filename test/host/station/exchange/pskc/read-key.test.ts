import { describe, expect, it } from 'vitest';
import { readPskc } from '../../../../../host/station/exchange/pskc/read-pskc.ts';
import { SEED, SEED64, URN, fault, file, only, warning } from './pskc-support.ts';

describe('a key', () => {
  it('of TOTP is read with all that PSKC says of it', () => {
    const text = file({
      device: `<DeviceInfo><Manufacturer>oath.ACME</Manufacturer><SerialNo> FK0009 </SerialNo>
        <Model>T1</Model><IssueNo>2</IssueNo><DeviceBinding>00ff00ff00ff00ff</DeviceBinding>
        <StartDate>2020-01-01T00:00:00+09:00</StartDate><UserId>device</UserId></DeviceInfo>`,
      parameters:
        '<AlgorithmParameters><Suite>SHA512</Suite><ResponseFormat Length="8" Encoding="DECIMAL" CheckDigits="true"/></AlgorithmParameters>',
      data: '<Time><PlainValue>0</PlainValue></Time><TimeInterval><PlainValue>60</PlainValue></TimeInterval><TimeDrift><PlainValue>-1</PlainValue></TimeDrift>',
      key: '<UserId>key</UserId><Policy><ExpiryDate>2030-01-31T23:59:59Z</ExpiryDate><NumberOfTransactions>9</NumberOfTransactions></Policy>',
    });
    const { seed, ...token } = only(readPskc(text));
    expect(Buffer.from(seed.reveal()).toString()).toBe(SEED);
    expect(token).toEqual({
      serial: 'FK0009',
      keyId: 'FK0001',
      manufacturer: 'oath.ACME',
      model: 'T1',
      issueNumber: '2',
      deviceId: '00ff00ff00ff00ff',
      user: 'key',
      startDate: Date.UTC(2019, 11, 31, 15) / 1000,
      expiryDate: Date.UTC(2030, 0, 31, 23, 59, 59) / 1000,
      parameters: { mode: 'totp', algorithm: 'SHA512', digits: 8, stepSeconds: 60 },
      timeDriftSteps: -1,
      checkDigits: true,
      policy: { numberOfTransactions: 9 },
    });
  });

  it.each([
    ['SHA1', 'SHA1'],
    ['sha256', 'SHA256'],
    ['SHA-256', 'SHA256'],
    ['HMAC-SHA256', 'SHA256'],
    ['hmac-sha512', 'SHA512'],
    ['HMACSHA512', 'SHA512'],
  ])('has the hash of its suite %s', (suite, algorithm) => {
    const parameters = `<AlgorithmParameters><Suite>${suite}</Suite></AlgorithmParameters>`;
    expect(only(readPskc(file({ parameters }))).parameters.algorithm).toBe(algorithm);
  });

  it.each([
    ['MD5', /Suite: MD5: SHA1, SHA256 and SHA512/],
    ['SHA3-256', /SHA3-256/],
    ['OCRA-1:HOTP-SHA1-6:QN08', /Suite/],
  ])('with a suite that is not there is refused: %s', (suite, message) => {
    const parameters = `<AlgorithmParameters><Suite>${suite}</Suite></AlgorithmParameters>`;
    expect(fault(file({ parameters }))).toMatch(message);
  });

  it.each([
    ['http://www.ietf.org/keyprov/pskc#hotp', 'hotp'],
    [`${URN}:TOTP`, 'totp'],
    [`${URN}#totp`, 'totp'],
    ['HOTP', 'hotp'],
  ])('with another spelling of its algorithm is read with a warning: %s', (algorithm, mode) => {
    const text = file({ algorithm });
    expect(only(readPskc(text)).parameters.mode).toBe(mode);
    expect(warning(text)).toMatch(/is read as urn:ietf/);
  });

  it.each([
    `${URN}:securid-aes`,
    'http://www.rsa.com/rsalabs/otps/schemas/2005/09/otps-wst#SecurID-AES',
    'http://www.yubico.com/#yubikey-aes',
    `${URN}:hotp2`,
    '',
  ])('of an algorithm that is not there is refused: %s', (algorithm) => {
    expect(fault(file({ algorithm }))).toMatch(/Algorithm: /);
  });

  it('of OCRA has the digits and hash of its suite, in the URN of drafts too', () => {
    const suite = 'OCRA-1:HOTP-SHA512-8:C-QN08';
    const parameters = `<AlgorithmParameters><Suite>${suite}</Suite><ChallengeFormat Encoding="DECIMAL" Min="8" Max="8"/><ResponseFormat Length="8" Encoding="DECIMAL"/></AlgorithmParameters>`;
    const data = '<Counter><PlainValue>3</PlainValue></Counter>';
    const expected = { mode: 'ocra', algorithm: 'SHA512', digits: 8, suite, counter: 3 };
    expect(only(readPskc(file({ algorithm: `${URN}:ocra`, parameters, data }))).parameters).toEqual(
      expected,
    );
    const draft = file({ algorithm: `${URN}#${suite}`, parameters: '', data });
    expect(only(readPskc(draft)).parameters).toEqual(expected);
    const wrong = parameters.replace('Length="8"', 'Length="6"');
    expect(fault(file({ algorithm: `${URN}:ocra`, parameters: wrong, data }))).toMatch(
      /suite has 8/,
    );
    expect(fault(file({ algorithm: `${URN}:ocra`, data }))).toMatch(/wants its suite/);
  });

  it.each(['HEXADECIMAL', 'ALPHANUMERIC', 'BASE64', 'BINARY'])(
    'that answers in %s is refused',
    (encoding) => {
      const parameters = `<AlgorithmParameters><ResponseFormat Length="6" Encoding="${encoding}"/></AlgorithmParameters>`;
      expect(fault(file({ parameters }))).toMatch(/DECIMAL only/);
    },
  );

  it.each(['3', '11', 'six', '', '6.0', '1e1'])('of %s digits is refused', (length) => {
    const parameters = `<AlgorithmParameters><ResponseFormat Length="${length}" Encoding="DECIMAL"/></AlgorithmParameters>`;
    expect(fault(file({ parameters }))).toMatch(/Length of 4 to 10/);
  });

  it.each([
    ['no base64', '<Secret><PlainValue>not base64!</PlainValue></Secret>', /no base64/],
    ['hex', '<Secret><PlainValue>3132333435363738393</PlainValue></Secret>', /no base64/],
    ['empty', '<Secret><PlainValue></PlainValue></Secret>', /0 bytes/],
    [
      'two values',
      `<Secret><PlainValue>${SEED64}</PlainValue><EncryptedValue/></Secret>`,
      /one PlainValue or/,
    ],
    ['no value', '<Secret/>', /one PlainValue or/],
    ['no Secret', '', /no Secret/],
    [
      'twice',
      `<Secret><PlainValue>${SEED64}</PlainValue></Secret><Secret><PlainValue>MTIz</PlainValue></Secret>`,
      /a second one/,
    ],
    ['too long', `<Secret><PlainValue>${'A'.repeat(400)}</PlainValue></Secret>`, /300 bytes/],
  ])('with a secret that is none is refused: %s', (_name, secret, message) => {
    expect(fault(file({ secret }))).toMatch(message);
  });

  it.each([
    ['Counter', '-1'],
    ['Counter', '9007199254740992'],
    ['Counter', '12345678901234567890123'],
    ['TimeInterval', '0'],
    ['TimeInterval', '-30'],
    ['TimeInterval', '30s'],
    ['TimeDrift', '2147483648'],
    ['TimeDrift', 'None'],
    ['Time', 'x'],
  ])('with %s %s is refused', (name, value) => {
    const data = `<${name}><PlainValue>${value}</PlainValue></${name}>`;
    const mode = name === 'Counter' ? 'hotp' : 'totp';
    expect(fault(file({ algorithm: `${URN}:${mode}`, data }))).toContain(`${name}: `);
  });

  it('without a step is taken for 30 seconds, and that is said', () => {
    const text = file({ data: '' });
    expect(only(readPskc(text)).parameters.stepSeconds).toBe(30);
    expect(warning(text)).toMatch(/TimeInterval: missing: 30/);
  });

  it('whose drift would be hours is warned of: it may be in seconds', () => {
    const data = (drift: number): string =>
      `<TimeInterval><PlainValue>30</PlainValue></TimeInterval><TimeDrift><PlainValue>${drift}</PlainValue></TimeDrift>`;
    expect(warning(file({ data: data(-120) }))).toMatch(
      /-120 steps are 60 minutes: are they seconds/,
    );
    expect(only(readPskc(file({ data: data(-120) }))).timeDriftSteps).toBe(-120);
    expect(warning(file({ data: data(3) }))).not.toMatch(/TimeDrift/);
  });
});
