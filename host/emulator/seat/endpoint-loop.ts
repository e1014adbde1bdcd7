import type { UrbHandle, UsbPort } from '@fobkit/firmware-sim/plug';
import { copyBytes } from '@fobkit/protocol';

const NONE = new Uint8Array(0);

/** Reads an IN endpoint again and again until it is stopped, or the endpoint fails. */
export function endpointLoop(
  port: UsbPort,
  { endpoint, length }: { readonly endpoint: number; readonly length: number },
  got: (bytes: Uint8Array) => void,
): () => void {
  const state: { stopped: boolean; handle?: UrbHandle } = { stopped: false };
  const next = (): void => {
    state.handle = port.submit({ endpoint, data: NONE, length }, ({ status, data }) => {
      if (data.length > 0) got(copyBytes(data));
      // In another turn: a fob that answers at once would nest all of them.
      if (status === 'ok') {
        queueMicrotask(() => {
          if (!state.stopped) next();
        });
      }
    });
  };
  next();
  return () => {
    state.stopped = true;
    state.handle?.cancel();
  };
}
