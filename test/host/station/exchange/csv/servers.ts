/**
 * What three servers make of a file, told again from their sources so that a file of ours is read
 * by another reader than ours:
 * - privacyidea/privacyidea privacyidea/lib/importotp.py parseOATHcsv, lib/tokenclass.py, lib/tokens/
 *   hotptoken.py and totptoken.py get_import_csv
 * - LinOTP/LinOTP linotp/lib/ImportOTP/oath.py parseOATHcsv
 * - multiOTP/multiotp multiotp.class.php ImportTokensFromCsv
 */
export interface ServerToken {
  readonly serial: string;
  readonly type: string;
  readonly key: string;
  readonly hash: string;
  readonly digits: number;
  readonly step?: number;
  readonly counter?: number;
  readonly suite?: string;
  readonly user?: string;
  readonly manufacturer?: string;
}

const HASHES = new Map([
  [56, 'sha224'],
  [64, 'sha256'],
  [96, 'sha384'],
  [128, 'sha512'],
]);

export function privacyideaImport(file: string): readonly ServerToken[] {
  const lines = file.split('\n');
  const version = /^#\s*version:\s*(\d+)/.exec(lines[0] ?? '')?.[1];
  const tokens = new Map<string, ServerToken>();
  for (const line of lines.filter((it) => !it.startsWith('#'))) {
    const cells = line.split(',');
    if (cells.length <= 1) continue;
    const owner = version === '2' ? cells.splice(0, 3).map((it) => it.trim()) : [];
    const [serial = '', key = '', type = 'hotp', fourth, fifth] = cells.map((it) => it.trim());
    if (serial === '' || cells.length < 2) continue;
    tokens.set(serial, {
      serial,
      type: type.toLowerCase(),
      key,
      hash: HASHES.get(key.length) ?? 'sha1',
      digits: Number(fourth ?? 6),
      ...(type === 'totp' ? { step: Number(fifth ?? 30) } : {}),
      ...(type === 'hotp' ? { counter: Number(fifth ?? 0) } : {}),
      ...(type === 'ocra' ? { suite: fourth ?? '' } : {}),
      ...(owner[0] === undefined || owner[0] === '' ? {} : { user: owner[0] }),
    });
  }
  return [...tokens.values()];
}

export function linotpImport(file: string): readonly ServerToken[] {
  const tokens = new Map<string, ServerToken>();
  for (const line of file.split('\n')) {
    const [serial = '', key = '', type = '', fourth = '', fifth = '', sixth = ''] = line
      .split(',')
      .map((it) => it.trim());
    if (serial === '' || serial === '#' || key === '') continue;
    const told = ['sha1', 'sha256', 'sha512'].includes(sixth.toLowerCase());
    const guess = key.length === 128 ? 'sha512' : key.length === 64 ? 'sha256' : 'sha1';
    tokens.set(serial, {
      serial,
      type: ['', 'hmac'].includes(type.toLowerCase()) ? 'hotp' : type.toLowerCase(),
      key,
      hash: told ? sixth.toLowerCase() : guess,
      digits: fourth === '' ? 6 : Number(fourth),
      ...(type === 'totp' ? { step: /^\d+$/.test(fifth) ? Number(fifth) : 30 } : {}),
      ...(type === 'hotp' ? { counter: 0 } : {}),
      ...(type === 'ocra2' ? { suite: fourth } : {}),
    });
  }
  return [...tokens.values()];
}

export function multiotpImport(file: string): readonly ServerToken[] {
  const tokens: ServerToken[] = [];
  for (const line of file.split('\n')) {
    const cells = line.trim().replaceAll(/[;,]/g, '\t').split('\t');
    const [serial = '', manufacturer = '', type = '', key = '', digits = '', last = ''] = cells;
    if (cells.length < 6) continue;
    if (serial.trim() === '' || !['hotp', 'totp', 'motp'].includes(type.toLowerCase())) continue;
    tokens.push({
      serial: serial.trim(),
      manufacturer,
      type: type.toLowerCase(),
      key,
      hash: 'sha1',
      digits: Number.parseInt(digits, 10),
      ...(type.toLowerCase() === 'hotp'
        ? { counter: Number.parseInt(last, 10) }
        : { step: Number.parseInt(last, 10) }),
    });
  }
  return tokens;
}
