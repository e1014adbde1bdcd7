import { describe, expect, it } from 'vitest';
import { isPskc, readPskc } from '../../../../../host/station/exchange/pskc/read-pskc.ts';
import {
  SEED,
  SEED64,
  file,
  keyPackage,
  messages,
  only,
  refusal,
  seedText,
  vector,
} from './pskc-support.ts';

const fault = (text: string): string => {
  const { tokens, faults } = readPskc(text);
  expect(tokens).toEqual([]);
  for (const it of faults) expect(it.line).toBeGreaterThan(0);
  return messages(faults);
};
const warning = (text: string): string => messages(readPskc(text).warnings);
const urn = 'urn:ietf:params:xml:ns:keyprov:pskc';

describe('a container', () => {
  it.each([
    ['no namespace', 'Version="1.0"', /of the namespace “”/],
    [
      'another namespace',
      'Version="1.0" xmlns="urn:example:pskc"',
      /of the namespace “urn:example/,
    ],
    ['no version', `xmlns="${urn}"`, /Version missing/],
    ['another version', `Version="2.0" xmlns="${urn}"`, /Version 2\.0; 1\.0 is read/],
  ])('is refused: %s', (_name, container, message) => {
    expect(messages(refusal(file({ container })))).toMatch(message);
  });

  it('is refused: another root, or no KeyPackage', () => {
    expect(messages(refusal('<html xmlns="http://www.w3.org/1999/xhtml"/>'))).toMatch(
      /html is no KeyC/,
    );
    expect(messages(refusal(`<KeyContainer Version="1.0" xmlns="${urn}"/>`))).toMatch(
      /no KeyPackage/,
    );
  });

  it('is told from other files by its first element', () => {
    expect(isPskc(vector('figure7.xml'))).toBe(true);
    expect(isPskc(`\uFEFF${file()}`)).toBe(true);
    expect(isPskc(file().replaceAll('KeyContainer', 'keycontainer'))).toBe(true);
    expect(isPskc('<html><KeyContainer/></html>')).toBe(false);
    expect(isPskc('serial,seed,TOTP,6,30')).toBe(false);
  });
});

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
    [`${urn}:TOTP`, 'totp'],
    [`${urn}#totp`, 'totp'],
    ['HOTP', 'hotp'],
  ])('with another spelling of its algorithm is read with a warning: %s', (algorithm, mode) => {
    const text = file({ algorithm });
    expect(only(readPskc(text)).parameters.mode).toBe(mode);
    expect(warning(text)).toMatch(/is read as urn:ietf/);
  });

  it.each([
    `${urn}:securid-aes`,
    'http://www.rsa.com/rsalabs/otps/schemas/2005/09/otps-wst#SecurID-AES',
    'http://www.yubico.com/#yubikey-aes',
    `${urn}:hotp2`,
    '',
  ])('of an algorithm that is not there is refused: %s', (algorithm) => {
    expect(fault(file({ algorithm }))).toMatch(/Algorithm: /);
  });

  it('of OCRA has the digits and hash of its suite, in the URN of drafts too', () => {
    const suite = 'OCRA-1:HOTP-SHA512-8:C-QN08';
    const parameters = `<AlgorithmParameters><Suite>${suite}</Suite><ChallengeFormat Encoding="DECIMAL" Min="8" Max="8"/><ResponseFormat Length="8" Encoding="DECIMAL"/></AlgorithmParameters>`;
    const data = '<Counter><PlainValue>3</PlainValue></Counter>';
    const expected = { mode: 'ocra', algorithm: 'SHA512', digits: 8, suite, counter: 3 };
    expect(only(readPskc(file({ algorithm: `${urn}:ocra`, parameters, data }))).parameters).toEqual(
      expected,
    );
    const draft = file({ algorithm: `${urn}#${suite}`, parameters: '', data });
    expect(only(readPskc(draft)).parameters).toEqual(expected);
    const wrong = parameters.replace('Length="8"', 'Length="6"');
    expect(fault(file({ algorithm: `${urn}:ocra`, parameters: wrong, data }))).toMatch(
      /suite has 8/,
    );
    expect(fault(file({ algorithm: `${urn}:ocra`, data }))).toMatch(/wants its suite/);
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
    expect(fault(file({ algorithm: `${urn}:${mode}`, data }))).toContain(`${name}: `);
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

  it('with faults is left out, others are read, and every fault has line and serial', () => {
    const bad = keyPackage({
      id: 'B',
      device: '<DeviceInfo><SerialNo>BAD</SerialNo></DeviceInfo>',
      algorithm: 'x',
      secret: '',
    });
    const { tokens, faults } = readPskc(file({ before: `\n\n${bad}` }));
    expect(tokens.map(seedText)).toEqual([SEED]);
    expect(faults.map(({ serial, line, field }) => [serial, line, field])).toEqual([
      ['BAD', 7, 'Algorithm'],
      ['BAD', 7, 'Secret'],
    ]);
  });

  it.each([
    ['two serials', '<SerialNo>BAD</SerialNo><SerialNo>OTHER</SerialNo>'],
    ['an unknown element', '<SerialNo>BAD</SerialNo><Serial>OTHER</Serial>'],
    ['a date that is none', '<SerialNo>BAD</SerialNo><ExpiryDate>soon</ExpiryDate>'],
  ])('of a device with faults is left out: %s', (_name, device) => {
    const bad = keyPackage({ id: 'B', device: `<DeviceInfo>${device}</DeviceInfo>` });
    const { tokens, faults } = readPskc(file({ before: bad }));
    expect(tokens.map(({ serial }) => serial)).toEqual(['FK0001']);
    expect(faults).toMatchObject([{ serial: 'BAD' }]);
  });

  it.each([
    ['a value', { secret: `<Secret>${`<PlainValue>${SEED64}</PlainValue>`.repeat(2)}</Secret>` }],
    ['a step', { data: `<TimeInterval>${'<PlainValue>30</PlainValue>'.repeat(2)}</TimeInterval>` }],
    [
      'a date',
      { key: `<Policy>${'<ExpiryDate>2030-01-01T00:00:00Z</ExpiryDate>'.repeat(2)}</Policy>` },
    ],
    ['a PIN policy', { key: '<Policy><PINPolicy/><PINPolicy MinLength="4"/></Policy>' }],
  ])('is refused that says %s twice: readers take different ones', (_name, parts) => {
    expect(fault(file(parts))).toMatch(/a second one/);
  });

  it('is refused whose text has elements in it, of which readers see different parts', () => {
    const device = '<DeviceInfo><SerialNo>FK<b>00</b>01</SerialNo></DeviceInfo>';
    expect(fault(file({ device }))).toMatch(/SerialNo: has elements in its text/);
    const secret = `<Secret><PlainValue>${SEED64}<b/></PlainValue></Secret>`;
    expect(fault(file({ secret }))).toMatch(/PlainValue: has elements in its text/);
  });

  it('may be used as long as its device and its policy let it', () => {
    const dates = (start: number, expiry: number): string =>
      `<StartDate>${start}-01-01T00:00:00Z</StartDate><ExpiryDate>${expiry}-01-01T00:00:00Z</ExpiryDate>`;
    const read = (device: string, key: string): unknown => {
      const { startDate, expiryDate } = only(
        readPskc(
          file({
            device: `<DeviceInfo><SerialNo>FK0001</SerialNo>${device}</DeviceInfo>`,
            key: `<Policy>${key}</Policy>`,
          }),
        ),
      );
      return [startDate, expiryDate].map((seconds) =>
        new Date((seconds ?? 0) * 1000).getUTCFullYear(),
      );
    };
    expect(read(dates(2021, 2030), dates(2022, 2040))).toEqual([2022, 2030]);
    expect(read(dates(2023, 2035), dates(2022, 2031))).toEqual([2023, 2031]);
  });

  it('that has another user than its device keeps its own, and that is said', () => {
    const device = '<DeviceInfo><SerialNo>FK0001</SerialNo><UserId>a</UserId></DeviceInfo>';
    expect(warning(file({ device, key: '<UserId>b</UserId>' }))).toMatch(/UserId: .*not kept/);
    expect(warning(file({ device, key: '<UserId>a</UserId>' }))).not.toMatch(/UserId/);
  });

  it('for challenges is no key of TOTP', () => {
    const key = '<Policy><KeyUsage>CR</KeyUsage></Policy>';
    expect(fault(file({ key }))).toMatch(/KeyUsage CR does not allow one-time passwords/);
  });

  it('twice in a file is refused; two keys of one device are warned of', () => {
    expect(messages(readPskc(file({ before: keyPackage() })).faults)).toMatch(/in the file twice/);
    const two = readPskc(file({ before: keyPackage({ id: 'other' }) }));
    expect(two.faults).toEqual([]);
    expect(messages(two.warnings)).toMatch(/more than one key/);
  });

  it.each([
    ['2030-01-01T00:00:00-05:00', Date.UTC(2030, 0, 1, 5)],
    ['2030-01-01T00:00:00.9+05:30', Date.UTC(2029, 11, 31, 18, 30)],
  ])('is valid from %s as its zone has it', (date, unixMs) => {
    const key = `<Policy><StartDate>${date}</StartDate></Policy>`;
    expect(only(readPskc(file({ key }))).startDate).toBe(unixMs / 1000);
  });

  it('that may not be used yet or any more is warned of', () => {
    const key =
      '<Policy><StartDate>2030-01-01T00:00:00Z</StartDate><ExpiryDate>2031-01-01T00:00:00Z</ExpiryDate></Policy>';
    const at = (now: number): string => messages(readPskc(file({ key }), { now }).warnings);
    expect(at(Date.UTC(2029, 0) / 1000)).toMatch(/not be used yet/);
    expect(at(Date.UTC(2032, 0) / 1000)).toMatch(/not be used any more/);
    expect(at(Date.UTC(2030, 5) / 1000)).not.toMatch(/used/);
  });

  it.each(['2030-02-30T00:00:00Z', '2030-01-01', '2030-01-01T25:00:00Z', 'tomorrow'])(
    'with the date %s is refused',
    (date) => {
      expect(fault(file({ key: `<Policy><StartDate>${date}</StartDate></Policy>` }))).toMatch(
        /StartDate: no date/,
      );
    },
  );
});

describe('a policy that is not understood forbids the key', () => {
  it.each([
    [
      'an element of its own',
      '<Policy><MaxUses>3</MaxUses></Policy>',
      /Policy: MaxUses is not understood/,
    ],
    [
      'one of another namespace',
      '<Policy><x:Geo xmlns:x="urn:x"/></Policy>',
      /Policy: Geo is not understood/,
    ],
    [
      'an unknown usage',
      '<Policy><KeyUsage>Fly</KeyUsage></Policy>',
      /KeyUsage Fly is not understood/,
    ],
    [
      'a usage without passwords',
      '<Policy><KeyUsage>Encrypt</KeyUsage></Policy>',
      /does not allow one-time/,
    ],
    [
      'an unknown rule for PINs',
      '<Policy><PINPolicy PINUsageMode="Local" PINColour="red"/></Policy>',
      /PINColour is not understood/,
    ],
    [
      'an element in PINPolicy',
      '<Policy><PINPolicy><A/></PINPolicy></Policy>',
      /PINPolicy A is not/,
    ],
  ])('%s', (_name, key, message) => {
    expect(fault(file({ key }))).toMatch(message);
  });
});

describe('unknown elements', () => {
  it('of PSKC’s own namespace are refused where they are', () => {
    expect(fault(file({ data: '<Countr><PlainValue>1</PlainValue></Countr>' }))).toMatch(
      /Countr: PSKC 1\.0 has no such/,
    );
    expect(fault(file({ key: '<Colour>red</Colour>' }))).toMatch(/no such element in Key/);
  });

  it('of other namespaces and in Extensions are ignored with a warning', () => {
    const text = file({
      data: '<x:More xmlns:x="urn:x"/>',
      key: '<Extensions><y:Thing xmlns:y="urn:y"><Deep/></y:Thing></Extensions>',
    });
    only(readPskc(text));
    expect(warning(text)).toMatch(/More: of the namespace urn:x: ignored/);
    expect(warning(text)).toMatch(/Extensions: Thing of the namespace urn:y: ignored/);
  });
});
