import type { UrbEvent, UrbStatus } from '@fobkit/firmware-sim/plug';
import { FOB_USB, URB_IN_PROGRESS, type UrbRecord, type UsbTransfer } from '@fobkit/protocol';

/** What Linux gives a driver, as negative numbers of <errno.h>. */
const ERRNO: Readonly<Record<UrbStatus, number>> = {
  ok: 0,
  stall: -32,
  'no-answer': -71,
  'no-device': -108,
  overflow: -75,
  short: -121,
  cancelled: -2,
  'too-many': -12,
};

const INTERRUPT: ReadonlySet<number> = new Set([
  FOB_USB.hid.in,
  FOB_USB.hid.out,
  FOB_USB.cdc.notify,
]);

const NOTHING: Uint8Array = new Uint8Array(0);

/** What happened on a port as usbmon would have seen it, at an address of the capture. */
export function urbRecord(
  event: UrbEvent,
  place: { readonly bus: number; readonly device: number },
): UrbRecord {
  const { id, urb } = event;
  const { setup } = urb;
  const endpoint = setup === undefined ? urb.endpoint : (setup[0] ?? 0) & 0x80;
  const common = { ...place, id, endpoint, transfer: transferOf(endpoint, setup) };
  if (event.kind === 'complete') {
    const { status, data, actualLength } = event.result;
    return { ...common, kind: 'complete', status: ERRNO[status], length: actualLength, data };
  }
  const inward = endpoint >= 0x80;
  return {
    ...common,
    kind: 'submit',
    ...(setup === undefined ? {} : { setup }),
    status: URB_IN_PROGRESS,
    length: inward ? urb.length : urb.data.length,
    data: inward ? NOTHING : urb.data,
  };
}

function transferOf(endpoint: number, setup: Uint8Array | undefined): UsbTransfer {
  if (setup !== undefined) return 'control';
  return INTERRUPT.has(endpoint) ? 'interrupt' : 'bulk';
}
