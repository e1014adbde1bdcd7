import { FobError } from '@fobkit/client';
import {
  CertificateError,
  ExchangeError,
  LabelError,
  OperatorError,
  faultText,
  PrinterError,
  RegistryError,
  SerialError,
} from '@fobkit/station';
import { LeaseBusyError, LeaseLostError } from '@fobkit/store';
import type { Cli } from '../program/cli.ts';
import { CliError, type FileProblem, usage } from '../program/cli-error.ts';
import { ExitCode } from '../program/exit-code.ts';
import { failureOf } from '../program/failure.ts';
import { storeFailure } from '../store/store-failure.ts';
import { counted } from '../terminal/counted.ts';
import { languageOf } from '../terminal/language.ts';
import { wordsIn } from './words/words.ts';

const REGISTRY_EXITS: Readonly<Record<RegistryError['code'], ExitCode>> = {
  unknown: ExitCode.Usage,
  taken: ExitCode.Usage,
  refused: ExitCode.Usage,
  state: ExitCode.Refused,
  purged: ExitCode.Refused,
};

const OPERATOR_EXITS: Readonly<Record<OperatorError['code'], ExitCode>> = {
  wrong: ExitCode.Refused,
  throttled: ExitCode.Refused,
  'signed-out': ExitCode.Refused,
  disabled: ExitCode.Refused,
  'may-not': ExitCode.Refused,
  taken: ExitCode.Usage,
  unknown: ExitCode.Usage,
  weak: ExitCode.Usage,
  last: ExitCode.Refused,
};

/** Runs a part of a command; what the station's packages throw is told by exit code and word. */
export async function telling<T>(cli: Cli, json: boolean, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw inLanguage(json, stationFailure(cli, json, error));
  }
}

/** Programs read English. */
function inLanguage(json: boolean, error: unknown): unknown {
  if (json || !(error instanceof CliError || error instanceof FobError)) return error;
  const { exitCode, code, message, problems } = failureOf(error);
  const said = told(message);
  if (said === message) return error;
  const more = problems === undefined ? {} : { problems };
  return new CliError(exitCode, code, said, { cause: error, ...more });
}

function told(message: string): string {
  return wordsIn(languageOf(process.env)).told(message);
}

/** What an error means to whoever called fob; errors of others as they are. */
export function stationFailure(cli: Cli, json: boolean, error: unknown): unknown {
  const ofStore = storeFailure(error, 'registry');
  if (ofStore !== undefined) return ofStore;
  if (error instanceof RegistryError) {
    return failure(REGISTRY_EXITS[error.code], error.code, error);
  }
  if (error instanceof OperatorError) {
    return failure(OPERATOR_EXITS[error.code], error.code, error);
  }
  if (error instanceof LeaseBusyError) return failure(ExitCode.Link, 'busy', error);
  if (error instanceof LeaseLostError) return failure(ExitCode.Link, 'lease-lost', error);
  if (error instanceof LabelError) return usage(error.message, { cause: error });
  if (error instanceof CertificateError) return failure(ExitCode.Refused, 'certificate', error);
  if (error instanceof PrinterError) return failure(ExitCode.Link, 'printer', error);
  if (error instanceof SerialError) return serialFailure(cli, json, error);
  if (error instanceof ExchangeError) return exchangeFailure(cli, json, error);
  return error;
}

/** Every fault of a file: lines for people, a list for programs. */
function exchangeFailure(cli: Cli, json: boolean, error: ExchangeError): CliError {
  const { file, faults } = error;
  const problems = faults.map(({ line = 1, column = 1, serial, field, message }): FileProblem => ({
    file,
    line,
    column,
    field: [serial, field].filter((part) => part !== undefined).join(' '),
    message,
  }));
  const lines = faults.map((fault) => faultText(file, fault));
  const [only] = lines;
  if (json || (lines.length === 1 && only !== undefined)) {
    return usage(lines.join(' | '), { problems, cause: error });
  }
  for (const line of lines) cli.out.note(told(line));
  return usage(`${counted(lines.length, 'fault')} in ${file}; nothing of it was taken`, {
    problems,
    cause: error,
  });
}

function serialFailure(cli: Cli, json: boolean, error: SerialError): CliError {
  const { faults } = error;
  if (json || faults.length <= 1) {
    return usage(`serial labels: ${faults.join(' | ')}`, { cause: error });
  }
  for (const fault of faults) cli.out.note(told(fault));
  const many = counted(faults.length, 'fault');
  return usage(`serial labels: ${many}; nothing was made`, { cause: error });
}

function failure(exitCode: ExitCode, code: string, error: Error): CliError {
  return new CliError(exitCode, code, error.message, { cause: error });
}
