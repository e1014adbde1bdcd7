import type { UsbEnd, UsbPluggable } from '@fobkit/firmware-sim/plug';
import { answerDescriptor, decodeSetup, describeFob, UsbRequest } from '@fobkit/protocol';

const PACKET = 64;
const NOTHING: Uint8Array = new Uint8Array(0);

/**
 * A device that is nothing but memory, the floor under every model: it tells a fob's descriptors and
 * takes every other request; what comes to endpoint 1 goes back as it is, and a transfer to endpoint
 * 3 is answered with `answer`.
 */
export function bareUsb(serial: number, answer: Uint8Array): UsbPluggable {
  return {
    plugInUsb: (): UsbEnd => {
      const queues = new Map<number, Uint8Array[]>();
      const listeners = new Set<(address: number) => void>();
      let plugged = true;
      const deviceId = new Uint8Array(8);
      new DataView(deviceId.buffer).setUint32(4, serial);
      const description = describeFob({ deviceId, firmwareVersion: '0.0.0' });
      const setup = (packet: Uint8Array): void => {
        const { request, value, index, length, type } = decodeSetup(packet);
        const wanted = type === 'standard' && request === UsbRequest.GetDescriptor;
        const whole = answerDescriptor(description, value >>> 8, value & 0xff, index);
        const bytes = wanted ? (whole ?? NOTHING).subarray(0, length) : NOTHING;
        const packets: Uint8Array[] = [];
        for (let at = 0; at < bytes.length; at += PACKET)
          packets.push(bytes.slice(at, at + PACKET));
        queues.set(0, packets);
      };
      return {
        id: serial,
        description,
        get plugged() {
          return plugged;
        },
        busState: { address: 0, configuration: 1, halted: [], suspended: false, settings: [] },
        adopt: () => undefined,
        packetSize: () => PACKET,
        reset: () => queues.clear(),
        suspend: () => undefined,
        resume: () => undefined,
        setup: (packet) => {
          setup(packet);
          return 'ack';
        },
        in: (endpoint) => queues.get(endpoint)?.shift() ?? (endpoint === 0 ? NOTHING : 'nak'),
        out: (endpoint, packet) => {
          if (endpoint === 0) return 'ack';
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
