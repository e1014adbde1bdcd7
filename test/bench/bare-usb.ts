import type { UsbEnd, UsbPluggable } from '@fobkit/firmware-sim/plug';
import { describeFob } from '@fobkit/protocol';

const PACKET = 64;

/**
 * A device that is nothing but memory, the floor under every model: what comes to endpoint 1 goes
 * back as it is, and a transfer to endpoint 3 is answered with `answer`.
 */
export function bareUsb(serial: number, answer: Uint8Array): UsbPluggable {
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
        busState: { address: 0, configuration: 1, halted: [], suspended: false, settings: [] },
        adopt: () => undefined,
        packetSize: () => PACKET,
        reset: () => queues.clear(),
        suspend: () => undefined,
        resume: () => undefined,
        setup: () => 'ack',
        in: (endpoint) =>
          endpoint === 0 ? new Uint8Array(0) : (queues.get(endpoint)?.shift() ?? 'nak'),
        out: (endpoint, packet) => {
          // The packet that is not full ends a transfer of a stream.
          if (endpoint === 3 && packet.length === PACKET) return 'ack';
          const queue = queues.get(endpoint) ?? [];
          queues.set(endpoint, queue);
          queue.push(endpoint === 1 ? packet.slice() : answer);
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
