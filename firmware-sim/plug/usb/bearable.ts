import { WireError } from '@fobkit/protocol';
import { UsbTransferError } from './transfer-error.ts';
import type { UsbSteps } from './usb-steps.ts';

/**
 * Steps whose failure a host notes and lives with: a refusal, or bytes that are no descriptor. A
 * device that has gone ends everything all the same.
 */
export function* bearable<T>(steps: UsbSteps<T>, complaints: string[]): UsbSteps<T | undefined> {
  try {
    return yield* steps;
  } catch (error) {
    const refused = error instanceof UsbTransferError && error.status === 'stall';
    if (!refused && !(error instanceof WireError)) throw error;
    complaints.push(error.message);
    return undefined;
  }
}
