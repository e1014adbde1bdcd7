import {
  DeviceError,
  FobError,
  type FobErrorCode,
  NitrokeyError,
  PersonError,
} from '@fobkit/client';
import { UsageError } from '@fobkit/protocol';
import { CliError, type FileProblem, Interrupted } from './cli-error.ts';
import { ExitCode } from './exit-code.ts';

/** How a command ended that did not succeed. */
export interface Failure {
  readonly exitCode: number;
  readonly code: string;
  readonly message: string;
  readonly problems?: readonly FileProblem[];
}

const EXIT_OF: Readonly<Record<FobErrorCode, ExitCode>> = {
  'link-failed': ExitCode.Link,
  'link-lost': ExitCode.Link,
  timeout: ExitCode.Link,
  busy: ExitCode.Link,
  permission: ExitCode.Link,
  'not-found': ExitCode.Link,
  'not-a-fob': ExitCode.Link,
  'protocol-version': ExitCode.Version,
  'bad-reply': ExitCode.Refused,
  device: ExitCode.Refused,
  channel: ExitCode.Refused,
  capability: ExitCode.Refused,
  profile: ExitCode.Refused,
  provision: ExitCode.Refused,
  person: ExitCode.Refused,
};

/** What an error means to whoever called fob. */
export function failureOf(error: unknown): Failure {
  if (error instanceof Interrupted) {
    return { exitCode: error.exitCode, code: 'interrupted', message: 'interrupted' };
  }
  if (error instanceof CliError) {
    const { exitCode, problems } = error;
    return { ...plain(error), exitCode, ...(problems === undefined ? {} : { problems }) };
  }
  if (error instanceof UsageError) {
    return { exitCode: ExitCode.Usage, code: 'usage', message: oneLine(error.message) };
  }
  if (error instanceof FobError) return fobFailure(error);
  const emulated = emulatorFailure(error);
  if (emulated !== undefined) return emulated;
  const message = error instanceof Error ? error.message : String(error);
  return {
    exitCode: ExitCode.Internal,
    code: 'internal',
    message: `a fault of fob itself: ${oneLine(message)}. FOBKIT_DEBUG=1 shows where.`,
  };
}

function fobFailure(error: FobError): Failure {
  const { cause } = error;
  // A provisioning that ended early ended for the reason of its cause.
  if (error.code === 'provision' && cause !== undefined) {
    return { ...plain(error), exitCode: failureOf(cause).exitCode };
  }
  if (error instanceof DeviceError && error.status === 'unsupported-version') {
    return { ...plain(error), exitCode: ExitCode.Version };
  }
  return { exitCode: EXIT_OF[error.code], code: wordOf(error), message: oneLine(error.message) };
}

function wordOf(error: FobError): string {
  if (error instanceof DeviceError || error instanceof NitrokeyError) return error.status;
  return error instanceof PersonError ? error.reason : error.code;
}

/** What a refusal of the control channel means; only what it cannot help is our fault. */
const EXIT_OF_REFUSAL: Readonly<Record<string, ExitCode>> = {
  'bad-request': ExitCode.Usage,
  'not-json': ExitCode.Usage,
  'too-large': ExitCode.Usage,
  'not-found': ExitCode.Usage,
  forbidden: ExitCode.Refused,
  conflict: ExitCode.Refused,
};

/** Errors of @fobkit/emulator, known by name: loading it takes longer than most commands. */
function emulatorFailure(error: unknown): Failure | undefined {
  if (!(error instanceof Error)) return undefined;
  const message = oneLine(error.message);
  if (error.name === 'SimGoneError' || error.name === 'LaunchError') {
    return { exitCode: ExitCode.Link, code: 'no-fob', message };
  }
  if (error.name === 'StateFolderError') {
    return { exitCode: ExitCode.Link, code: 'state-folder', message };
  }
  if (error.name !== 'ControlError' || !('code' in error)) return undefined;
  const code = String(error.code);
  return { exitCode: EXIT_OF_REFUSAL[code] ?? ExitCode.Link, code, message };
}

function plain(error: {
  readonly code: string;
  readonly message: string;
}): Omit<Failure, 'exitCode'> {
  return { code: error.code, message: oneLine(error.message) };
}

function oneLine(text: string): string {
  return text.trim().replace(/\s*\n\s*/g, ' ');
}
