import type { UsbEnd, UsbPluggable } from '@fobkit/firmware-sim/plug';
import { describeFob } from '@fobkit/protocol';

const PACKET = 64;

/**
 * A device that is nothing but memory: what comes to an OUT endpoint goes back by the IN endpoint of
 * the same number, `answer` bytes for each packet that ends a transfer. The floor under every model.
 */
export function bareUsb(serial: number, answers: ReadonlyMap<number, Uint8Array>): UsbPluggable {
  return {
    plugInUsb: (): UsbEnd => {
      const queues = new Map<number, Uint8Array[]>();
      const listeners = new Set<(address: number) => void>();
      let plugged = true;
      const deviceId = new Uint8Array(8);
      new DataView(deviceId.buffer).setUint32(4, serial);
      return {
        id: serial,
        description: describeFob({ deviceId, firmwareVersion: '0.0.0' }),
        get plugged() {
          return plugged;
        },
        busState: { address: 0, configuration: 1, halted: [], suspended: false },
        adopt: () => undefined,
        packetSize: () => PACKET,
        reset: () => queues.clear(),
        suspend: () => undefined,
        resume: () => undefined,
        setup: () => 'ack',
        in: (endpoint) =>
          endpoint === 0 ? new Uint8Array(0) : (queues.get(endpoint)?.shift() ?? 'nak'),
        out: (endpoint, packet) => {
          const answer = answers.get(endpoint);
          // A report is a transfer; on a stream the packet that is not full ends it.
          if (answer === undefined || (endpoint !== 1 && packet.length === PACKET)) return 'ack';
          const queue = queues.get(endpoint) ?? [];
          queues.set(endpoint, queue);
          for (let at = 0; at < answer.length; at += PACKET) {
            queue.push(answer.slice(at, at + PACKET));
          }
          for (const listener of listeners) listener(0x80 | endpoint);
          return 'ack';
        },
        onReady: (listener) => {
          listeners.add(listener);
          return () => listeners.delete(listener);
        },
        onUnplugged: () => () => undefined,
        unplug: () => {
          plugged = false;
        },
      };
    },
  };
}
