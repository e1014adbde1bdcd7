import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LineFormat } from '../../../../../host/station/exchange/front/format.ts';
import { writeTokens } from '../../../../../host/station/exchange/front/write-tokens.ts';
import type { TokenRecord } from '../../../../../host/station/exchange/token-record.ts';
import { opensslHmac, truncated } from '../../../../protocol/oath/oath-support.ts';
import { linotpImport, multiotpImport, privacyideaImport } from '../csv/servers.ts';
import type { ServerToken } from '../csv/servers.ts';
import { filesOf, hotp, secretOf, serials, totp } from '../tokens.ts';
import { PAM_MISSING, oathtool, pamInstalled } from '../users-file/pam-oath.ts';

const skipped = !pamInstalled() && process.env['CI'] !== 'true';
const reason = skipped ? ` (SKIPPED: ${PAM_MISSING})` : '';
const NOW = 1_800_000_000;

/** The code that the fob shows, by RFC 4226 and RFC 6238 over the HMAC of OpenSSL. */
function codeOf({ parameters, seed }: TokenRecord): string {
  const { mode, algorithm, digits, stepSeconds = 30, counter = 0 } = parameters;
  const moving = new Uint8Array(8);
  const factor = mode === 'totp' ? Math.floor(NOW / stepSeconds) : counter;
  new DataView(moving.buffer).setBigUint64(0, BigInt(factor));
  return truncated(opensslHmac(algorithm, seed.reveal(), moving), digits);
}

function serverCode({ type, key, hash, digits, step = 30, counter = 0 }: ServerToken): string {
  const moving =
    type === 'totp'
      ? [`--totp=${hash}`, `--now=@${String(NOW)}`, `--time-step-size=${String(step)}s`]
      : ['--hotp', `--counter=${String(counter)}`];
  return oathtool(key, ...moving, `--digits=${String(digits)}`);
}

describe.skipIf(skipped)(
  `oathtool, told what the server reads, gives the fob’s code${reason}`,
  () => {
    const file = filesOf(
      fc.record({
        serial: serials.filter((it) => !/[#,;]/.test(it)),
        seed: secretOf(fc.constantFrom(20, 32, 64)),
        parameters: fc.oneof(
          totp(['SHA1', 'SHA256', 'SHA512'], [6, 8], [30, 60]),
          hotp(['SHA1'], [6, 8]).map((it) => ({ ...it, counter: 0 })),
        ),
      }),
    );

    test.each<[LineFormat, 'privacyidea' | 'linotp', (text: string) => readonly ServerToken[]]>([
      ['privacyidea', 'privacyidea', privacyideaImport],
      ['privacyidea', 'linotp', linotpImport],
      ['multiotp', 'privacyidea', multiotpImport],
    ])('%s for %s', async (format, server, imported) => {
      for (const tokens of fc.sample(file, 8)) {
        const options = { server, keepGoing: true };
        const written = await writeTokens(format, tokens, options).catch(() => undefined);
        if (written === undefined) continue;
        const kept = tokens.filter(({ serial }) => written.leftOut?.includes(serial) !== true);
        const got = imported(new TextDecoder().decode(written.bytes));
        expect(got.map(serverCode)).toEqual(kept.map(codeOf));
      }
    });
  },
);
