import { parseOcraSuite } from '@fobkit/protocol';
import type { TokenRecord } from '../token-record.ts';
import { formatDateTime } from './date-time.ts';
import { EXTENSION } from './fobkit-extension.ts';
import { NS, PROFILE } from './names.ts';
import type { Sealer } from './protection.ts';
import type { XmlNode } from './xml-write.ts';

/** A KeyPackage, its elements in the order of the schema (RFC 6030 §11). */
export function keyPackage(token: TokenRecord, sealer: Sealer): XmlNode {
  return {
    name: 'KeyPackage',
    content: [
      {
        name: 'DeviceInfo',
        content: [
          leaf('Manufacturer', token.manufacturer),
          leaf('SerialNo', token.serial),
          leaf('Model', token.model),
          leaf('IssueNo', token.issueNumber),
          leaf('DeviceBinding', token.deviceId),
        ],
      },
      {
        name: 'Key',
        attributes: {
          Id: token.keyId ?? token.serial,
          Algorithm: PROFILE[token.parameters.mode],
        },
        content: [
          leaf('Issuer', token.issuer),
          algorithmParameters(token),
          leaf('FriendlyName', token.friendlyName),
          { name: 'Data', content: data(token, sealer) },
          leaf('UserId', token.user),
          policy(token),
          extensions(token),
        ],
      },
    ],
  };
}

function algorithmParameters({ parameters, checkDigits }: TokenRecord): XmlNode {
  const { mode, algorithm, digits, suite } = parameters;
  const challenge = mode === 'ocra' && suite !== undefined ? parseOcraSuite(suite) : undefined;
  const encodings = { N: 'DECIMAL', H: 'HEXADECIMAL', A: 'ALPHANUMERIC' } as const;
  return {
    name: 'AlgorithmParameters',
    content: [
      // As RFC 6030 §4.3.4 names hashes; docs/station/pskc.md tells who reads it.
      leaf('Suite', suite ?? (algorithm === 'SHA1' ? undefined : algorithm)),
      challenge === undefined
        ? undefined
        : {
            name: 'ChallengeFormat',
            attributes: {
              Encoding: encodings[challenge.questionFormat],
              Min: `${SHORTEST_QUESTION}`,
              Max: `${challenge.questionLength}`,
            },
          },
      {
        name: 'ResponseFormat',
        attributes: {
          Encoding: 'DECIMAL',
          Length: `${digits}`,
          CheckDigits: checkDigits === true ? 'true' : undefined,
        },
      },
    ],
  };
}

/** RFC 6287 §6.3. */
const SHORTEST_QUESTION = 4;

function data(
  { parameters, seed, timeDriftSteps }: TokenRecord,
  sealer: Sealer,
): readonly (XmlNode | undefined)[] {
  const plain = seed.reveal();
  const sealed = sealer.seal(plain);
  plain.fill(0);
  const { mode, counter, stepSeconds } = parameters;
  const totp = mode === 'totp';
  return [
    { name: 'Secret', content: sealed },
    number('Counter', totp ? undefined : (counter ?? (mode === 'hotp' ? 0 : undefined))),
    number('TimeInterval', mode === 'hotp' ? undefined : stepSeconds),
    number('TimeDrift', totp ? timeDriftSteps : undefined),
  ];
}

function policy({ startDate, expiryDate, policy }: TokenRecord): XmlNode | undefined {
  const content = [
    leaf('StartDate', startDate === undefined ? undefined : formatDateTime(startDate)),
    leaf('ExpiryDate', expiryDate === undefined ? undefined : formatDateTime(expiryDate)),
    policy?.pinPolicy === undefined
      ? undefined
      : { name: 'PINPolicy', attributes: policy.pinPolicy },
    ...(policy?.keyUsage ?? []).map((usage) => leaf('KeyUsage', usage)),
    leaf('NumberOfTransactions', policy?.numberOfTransactions?.toString()),
  ];
  return content.every((it) => it === undefined) ? undefined : { name: 'Policy', content };
}

function extensions({ parameters, realm, resolver }: TokenRecord): XmlNode | undefined {
  const t0 = parameters.t0 === undefined || parameters.t0 === 0 ? undefined : `${parameters.t0}`;
  const content = [
    ours(EXTENSION.t0, t0),
    ours(EXTENSION.realm, realm),
    ours(EXTENSION.resolver, resolver),
  ];
  return content.every((it) => it === undefined) ? undefined : { name: 'Extensions', content };
}

function ours(name: string, content: string | undefined): XmlNode | undefined {
  if (content === undefined) return undefined;
  return { name: `fobkit:${name}`, attributes: { 'xmlns:fobkit': NS.fobkit }, content };
}

function number(name: string, value: number | undefined): XmlNode | undefined {
  if (value === undefined) return undefined;
  return { name, content: [{ name: 'PlainValue', content: `${value}` }] };
}

function leaf(name: string, content: string | undefined): XmlNode | undefined {
  return content === undefined ? undefined : { name, content };
}
