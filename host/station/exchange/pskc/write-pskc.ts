import { ExchangeError } from '../exchange-error.ts';
import type { WrittenTokens } from '../exchange-error.ts';
import type { TokenRecord } from '../token-record.ts';
import { NS } from './names.ts';
import { sealer } from './protection.ts';
import type { PskcProtection } from './protection.ts';
import { signContainer } from './sign.ts';
import type { PskcSigner } from './sign.ts';
import { tokenFaults, tokenLosses } from './token-check.ts';
import { keyPackage } from './write-key.ts';
import { writeXml } from './xml-write.ts';

export interface PskcWriteOptions {
  readonly protection: PskcProtection;
  /** Signs the whole file. */
  readonly sign?: PskcSigner;
  /** For errors. */
  readonly file?: string;
}

/**
 * A PSKC 1.0 file (RFC 6030), valid by its schema.
 * @throws ExchangeError: no token, or tokens that PSKC cannot say
 * @throws UsageError: the protection asked for is none
 */
export function writePskc(
  tokens: readonly TokenRecord[],
  options: PskcWriteOptions,
): WrittenTokens {
  const file = options.file ?? 'PSKC';
  if (tokens.length === 0) {
    throw new ExchangeError(file, [{ message: 'a PSKC file has one token at least' }]);
  }
  const faults = tokens.flatMap(tokenFaults);
  const [fault] = faults;
  if (fault !== undefined) throw new ExchangeError(file, faults);
  const sealing = sealer(options.protection);
  const protectedByKey = options.protection.kind !== 'plain';
  const text = writeXml({
    name: 'KeyContainer',
    attributes: {
      Version: '1.0',
      xmlns: NS.pskc,
      'xmlns:ds': protectedByKey ? NS.ds : undefined,
      'xmlns:xenc': protectedByKey ? NS.xenc : undefined,
      'xmlns:xenc11': options.protection.kind === 'passphrase' ? NS.xenc11 : undefined,
      'xmlns:pkcs5': options.protection.kind === 'passphrase' ? NS.pkcs5 : undefined,
    },
    content: [...sealing.header, ...tokens.map((token) => keyPackage(token, sealing))],
  });
  const signed = options.sign === undefined ? text : signContainer(text, options.sign);
  return {
    bytes: new TextEncoder().encode(signed),
    mediaType: 'application/pskc+xml',
    extension: '.pskcxml',
    warnings: [
      ...(protectedByKey
        ? []
        : [
            {
              field: 'Secret',
              message: 'the seeds are not encrypted: keep the file like the fobs',
            },
          ]),
      ...tokens.flatMap(tokenLosses),
    ],
  };
}
