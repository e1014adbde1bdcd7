/** What went wrong, for programs. The class says whose fault it is; the message what to do. */
export type FobErrorCode =
  | 'link-failed'
  | 'link-lost'
  | 'timeout'
  | 'busy'
  | 'permission'
  | 'not-found'
  | 'not-a-fob'
  | 'protocol-version'
  | 'bad-reply'
  | 'device'
  | 'channel'
  | 'capability'
  | 'profile'
  | 'provision'
  | 'person';

/** The base of everything that can go wrong between host and fob. Never holds a secret. */
export class FobError extends Error {
  override readonly name: string = 'FobError';
  readonly code: FobErrorCode;

  constructor(code: FobErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** The environment's fault: the way to the fob, not the fob. */
export class TransportError extends FobError {
  override readonly name: string = 'TransportError';
  readonly url: string;

  constructor(code: FobErrorCode, url: string, message: string, options?: ErrorOptions) {
    super(code, `${placeOf(url)}: ${message}`, options);
    this.url = url;
  }
}

export interface LossOptions extends ErrorOptions {
  /** Instead of the fob having left. */
  readonly what?: string;
}

/** The link is gone, perhaps in the middle of a command. */
export class LinkLostError extends TransportError {
  override readonly name = 'LinkLostError';
  /** The command under way, whose effect is then unknown. */
  readonly command: string | undefined;

  constructor(url: string, command?: string, options?: LossOptions) {
    const during = command === undefined ? '' : ` while ${command} was under way`;
    const { what } = options ?? {};
    const message =
      what === undefined
        ? `the fob left${during}. Plug it in again and repeat.`
        : `${what}${during}.`;
    super('link-lost', url, message, options);
    this.command = command;
  }
}

/** The fob did not answer, however often it was asked. */
export class RequestTimeoutError extends TransportError {
  override readonly name = 'RequestTimeoutError';
  readonly command: string;

  constructor(url: string, command: string, tried: { timeoutMs: number; attempts: number }) {
    const times = tried.attempts === 1 ? 'once' : `${String(tried.attempts)} times`;
    const waited = `asked ${times}, waited ${String(tried.timeoutMs)} ms each time`;
    super('timeout', url, `no answer to ${command} (${waited}). Check the cable and the battery.`);
    this.command = command;
  }
}

/** Somebody else has the port. */
export class PortBusyError extends TransportError {
  override readonly name = 'PortBusyError';

  constructor(url: string, options?: ErrorOptions) {
    super('busy', url, 'another program has it open. Close that one and repeat.', options);
  }
}

/** What to do when a USB device may not be opened. */
export const UDEV_ADVICE = 'fob doctor tells how to install the udev rules of fobkit.';

/** The operating system does not let this user open the port. */
export class PermissionError extends TransportError {
  override readonly name = 'PermissionError';

  constructor(url: string, advice: string, options?: ErrorOptions) {
    super('permission', url, `permission denied. ${advice}`, options);
  }
}

/** Nothing is at that address. */
export class LinkNotFoundError extends TransportError {
  override readonly name = 'LinkNotFoundError';

  constructor(url: string, what: string, options?: ErrorOptions) {
    super('not-found', url, what, options);
  }
}

/** Something is at that address, but it does not speak fobkit's protocol. */
export class NotAFobError extends TransportError {
  override readonly name = 'NotAFobError';

  constructor(url: string, why: string, options?: ErrorOptions) {
    super('not-a-fob', url, `not a fob: ${why}`, options);
  }
}

/** The fob speaks another version of the protocol. */
export class ProtocolVersionError extends FobError {
  override readonly name = 'ProtocolVersionError';
  readonly fobVersion: number;
  readonly hostVersion: number;

  constructor(url: string, fobVersion: number, hostVersion: number) {
    const older =
      fobVersion < hostVersion ? 'The fob is older: use' : 'The fob is newer: update to';
    super(
      'protocol-version',
      `${placeOf(url)}: the fob speaks protocol version ${String(fobVersion)}, this host ` +
        `${String(hostVersion)}. ${older} a fobkit of version ${String(fobVersion)}.`,
    );
    this.fobVersion = fobVersion;
    this.hostVersion = hostVersion;
  }
}

/** The fob's answer breaks the protocol: a fault of its firmware. */
export class BadReplyError extends FobError {
  override readonly name = 'BadReplyError';
  readonly command: string;

  constructor(url: string, command: string, why: string, options?: ErrorOptions) {
    super(
      'bad-reply',
      `${placeOf(url)}: the fob's answer to ${command} breaks the protocol: ${why}`,
      options,
    );
    this.command = command;
  }
}

/** The sealed channel cannot be opened or is over. */
export class ChannelError extends FobError {
  override readonly name = 'ChannelError';

  constructor(url: string, why: string, options?: ErrorOptions) {
    super('channel', `${placeOf(url)}: ${why}`, options);
  }
}

/** The device has no such capability. */
export class CapabilityError extends FobError {
  override readonly name = 'CapabilityError';

  constructor(url: string, capability: string) {
    super('capability', `${placeOf(url)}: this device cannot do ${capability}`);
  }
}

/**
 * A path alone where the link is a device node, as people know it; the URL otherwise, without its
 * colon when nothing stands behind it.
 */
export function placeOf(url: string): string {
  if (url.startsWith('hid:/')) return url.slice('hid:'.length);
  if (url.startsWith('serial:')) return url.slice('serial:'.length).replace(/\?.*$/, '');
  return url.replace(/:$/, '');
}
