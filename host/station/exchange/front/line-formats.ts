import { entra } from '../csv/entra.ts';
import { multiotp } from '../csv/multiotp.ts';
import type { PrivacyideaOptions } from '../csv/privacyidea.ts';
import { privacyidea } from '../csv/privacyidea.ts';
import { otpauthLines } from '../otpauth/otpauth-lines.ts';
import { usersFile } from '../users-file/users-file.ts';
import type { LineFormat } from './format.ts';
import type { LineFormatCodec } from './line-format.ts';

/** What a writer of lines takes; a format ignores what is of another. */
export type LineWriteOptions = PrivacyideaOptions;

export const LINE_FORMATS: Readonly<Record<LineFormat, LineFormatCodec<LineWriteOptions>>> = {
  privacyidea,
  multiotp,
  entra,
  usersfile: usersFile,
  otpauth: otpauthLines,
};
