import { MIN_PRODUCTION_SEED, Secret } from '@fobkit/protocol';
import type { TokenParameters, TokenRecord } from '../token-record.ts';
import { INT, LONG, readBytes, readNumber } from './data-value.ts';
import { readDevice } from './device-info.ts';
import type { DeviceInfo } from './device-info.ts';
import type { Findings } from './finding.ts';
import { readExtensions } from './fobkit-extension.ts';
import { readParameters } from './key-parameters.ts';
import type { KeyParameters } from './key-parameters.ts';
import { readPolicy } from './key-policy.ts';
import type { KeyPolicy } from './key-policy.ts';
import { PROFILE } from './names.ts';
import { readTimeDrift } from './time-drift.ts';
import type { ValueOpener } from './value-opener.ts';
import type { XmlElement } from './xml-element.ts';
import { checkChildren, child, childText, children } from './xml-read.ts';

/** What reading keys needs of the file around them. */
export interface KeyReader {
  readonly findings: Findings;
  readonly opener: ValueOpener;
  readonly privacyIdea: boolean;
  /** A plain secret in an encrypted file is nobody's who had the key. */
  readonly allowUnauthenticated: boolean;
}

const MOST_SEED = 256;
const KEY = [
  'Issuer',
  'AlgorithmParameters',
  'KeyProfileId',
  'KeyReference',
  'FriendlyName',
  'Data',
  'UserId',
  'Policy',
];
const DATA = ['Secret', 'Counter', 'Time', 'TimeInterval', 'TimeDrift'];

/** The tokens of a KeyPackage: none if it has no key or its key has faults. */
export function readKeyPackage(keyPackage: XmlElement, reader: KeyReader): readonly TokenRecord[] {
  const { findings } = reader;
  findings.serial = undefined;
  const faults = findings.faults.length;
  const device = readDevice(keyPackage, findings);
  const keys = children(keyPackage, 'Key');
  if (keys.length === 0) findings.warn(keyPackage, 'KeyPackage', 'has no Key: ignored');
  if (keys.length === 1)
    checkChildren(keyPackage, ['DeviceInfo', 'CryptoModuleInfo', 'Key'], findings);
  const cryptoModule = child(keyPackage, 'CryptoModuleInfo');
  if (cryptoModule !== undefined) {
    findings.warnOnce(cryptoModule, 'CryptoModuleInfo', 'is not kept');
  }
  const sound = findings.faults.length === faults;
  const records = keys.map((key) => {
    findings.serial = device.serial ?? key.attributes.get('Id');
    const before = findings.faults.length;
    const record = readKey(key, device, reader);
    return sound && findings.faults.length === before ? record : undefined;
  });
  findings.serial = undefined;
  return records.filter((record) => record !== undefined);
}

function readKey(key: XmlElement, device: DeviceInfo, reader: KeyReader): TokenRecord | undefined {
  const { findings } = reader;
  const id = key.attributes.get('Id')?.trim() ?? '';
  if (key.attributes.get('Algorithm')?.trim() === PROFILE.pin) {
    findings.warn(key, 'Key', 'the key of a PIN (RFC 6030 §5.1) is not kept');
    return undefined;
  }
  checkChildren(key, KEY, findings);
  if (id === '') findings.fault(key, 'Key', 'Id is missing');
  const { serial: serialNo, ...ofDevice } = device;
  const serial = serialNo ?? id;
  const parameters = readParameters(key, findings);
  const seed = readSeed(key, reader);
  const policy = readPolicy(key, parameters?.mode, findings);
  const extensions = readExtensions(key, findings);
  const user = childText(key, 'UserId');
  if (user !== undefined && device.user !== undefined && user !== device.user) {
    findings.warn(key, 'UserId', 'that of the device is not kept: the key has its own');
  }
  const friendlyName = childText(key, 'FriendlyName');
  const issuer = childText(key, 'Issuer');
  if (childText(key, 'KeyProfileId') !== undefined) {
    findings.warnOnce(key, 'KeyProfileId', 'is not kept');
  }
  const times = parameters === undefined ? undefined : readMoving(key, parameters, reader);
  if (parameters === undefined || seed === undefined || times === undefined) return undefined;
  const { t0, ...others } = extensions;
  return {
    serial,
    parameters: {
      mode: parameters.mode,
      algorithm: parameters.algorithm,
      digits: parameters.digits,
      ...times.parameters,
      ...(t0 === undefined ? {} : { t0 }),
      ...(parameters.suite === undefined ? {} : { suite: parameters.suite.text }),
    },
    seed,
    ...(id === serial ? {} : { keyId: id }),
    ...ofDevice,
    ...(user === undefined ? {} : { user }),
    ...(friendlyName === undefined ? {} : { friendlyName }),
    ...(issuer === undefined ? {} : { issuer }),
    ...(times.drift === undefined ? {} : { timeDriftSteps: times.drift }),
    ...policy,
    ...validity(device, policy),
    ...(parameters.checkDigits === undefined ? {} : { checkDigits: parameters.checkDigits }),
    ...others,
  };
}

/** From when and until when both the device and the policy of its key allow the key. */
function validity(
  device: DeviceInfo,
  policy: KeyPolicy,
): Pick<TokenRecord, 'startDate' | 'expiryDate'> {
  const both = (field: 'startDate' | 'expiryDate'): number[] =>
    [device[field], policy[field]].filter((date) => date !== undefined);
  const [starts, ends] = [both('startDate'), both('expiryDate')];
  return {
    ...(starts.length === 0 ? {} : { startDate: Math.max(...starts) }),
    ...(ends.length === 0 ? {} : { expiryDate: Math.min(...ends) }),
  };
}

function readSeed(key: XmlElement, reader: KeyReader): Secret | undefined {
  const { findings, opener } = reader;
  const data = child(key, 'Data');
  if (data !== undefined) checkChildren(data, DATA, findings);
  const holder = child(data, 'Secret');
  if (holder === undefined) {
    const elsewhere = child(key, 'KeyReference') !== undefined;
    const message = elsewhere
      ? 'KeyReference names a key of another system: there is no key here'
      : 'the key has no Secret';
    findings.fault(child(key, 'KeyReference') ?? key, 'Secret', message);
    return undefined;
  }
  const plain = child(holder, 'PlainValue');
  if (plain !== undefined && opener.encrypted && !reader.allowUnauthenticated) {
    findings.fault(
      plain,
      'Secret',
      'a plain secret in an encrypted file: anybody could have put it',
    );
    return undefined;
  }
  if (plain !== undefined) {
    findings.warnOnce(plain, 'Secret', 'the seeds are not encrypted: keep the file like the fobs');
  }
  const bytes = readBytes(data, 'Secret', opener, findings);
  if (bytes === undefined) return undefined;
  if (bytes.length === 0 || bytes.length > MOST_SEED) {
    findings.fault(holder, 'Secret', `${bytes.length} bytes; 1 to ${MOST_SEED} wanted`);
    return undefined;
  }
  if (bytes.length < MIN_PRODUCTION_SEED) {
    const message = `${bytes.length} bytes; RFC 4226 §4 wants ${MIN_PRODUCTION_SEED} or more`;
    findings.warn(holder, 'Secret', message);
  }
  const seed = new Secret(bytes);
  bytes.fill(0);
  return seed;
}

const DEFAULT_STEP = 30;

/** Counter, step and drift, of which each mode has its own. */
function readMoving(
  key: XmlElement,
  { mode, suite }: KeyParameters,
  reader: KeyReader,
):
  | {
      readonly parameters: Pick<TokenParameters, 'counter' | 'stepSeconds'>;
      readonly drift?: number;
    }
  | undefined {
  const data = child(key, 'Data');
  const before = reader.findings.faults.length;
  const counter = readNumber(data, 'Counter', LONG, reader);
  const step = readNumber(data, 'TimeInterval', INT, reader);
  // The step at which the server was when it wrote; the fob's own clock is the truth of it.
  readNumber(data, 'Time', INT, reader);
  if (reader.findings.faults.length > before) return undefined;
  if (mode === 'totp') {
    const stepSeconds = step ?? DEFAULT_STEP;
    if (step === undefined) {
      reader.findings.warn(key, 'TimeInterval', `missing: ${DEFAULT_STEP} seconds are taken`);
    }
    if (stepSeconds < 1) {
      reader.findings.fault(
        child(data, 'TimeInterval') ?? key,
        'TimeInterval',
        'less than 1 second',
      );
      return undefined;
    }
    const drift = readTimeDrift(data, stepSeconds, reader.privacyIdea, reader);
    return { parameters: { stepSeconds }, ...(drift === undefined ? {} : { drift }) };
  }
  if (mode === 'hotp') {
    if (counter === undefined) reader.findings.warn(key, 'Counter', 'missing: 0 is taken');
    return { parameters: { counter: counter ?? 0 } };
  }
  return {
    parameters: {
      ...(suite?.counter === true ? { counter: counter ?? 0 } : {}),
      ...(suite?.stepSeconds === undefined ? {} : { stepSeconds: suite.stepSeconds }),
    },
  };
}
