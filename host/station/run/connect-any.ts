import {
  type Candidate,
  type ConnectOptions,
  FobDevice,
  type HostEnv,
  type Link,
  LinkNotFoundError,
  TransportError,
} from '@fobkit/client';

export interface WaysIn {
  readonly linkTo: (url: string) => Link;
  readonly env: HostEnv;
  /** Timeouts and resends of the client. A lost link stays lost: the visit is taken up again. */
  readonly wire?: Omit<ConnectOptions, 'signal' | 'reconnect'>;
}

/** Opens the first link that opens; the error is that of the one that was tried first. */
export async function connectAny(
  { linkTo, env, wire }: WaysIn,
  { name, links }: { readonly name: string; readonly links: readonly Pick<Candidate, 'url'>[] },
  signal: AbortSignal,
): Promise<FobDevice> {
  let failure: TransportError | undefined;
  for (const { url } of links) {
    try {
      return await FobDevice.connect(linkTo(url), env, { ...wire, signal });
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
      failure ??= error;
    }
  }
  throw failure ?? new LinkNotFoundError(name, 'no link leads there any more.');
}
