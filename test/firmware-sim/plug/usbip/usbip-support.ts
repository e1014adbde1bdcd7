import {
  openUsbipServer,
  type UsbipServer,
  type UsbipServerOptions,
} from '@fobkit/firmware-sim/plug';
import { onTestFinished } from 'vitest';
import { dial, type SocketReader } from '../../../support/usb/socket-reader.ts';
import {
  importDevice,
  type UsbipHost,
  type UsbipPlace,
} from '../../../support/usb/usbip-client.ts';

/** A server that is closed after the test. */
export async function serve(options: UsbipServerOptions = {}): Promise<UsbipServer> {
  const server = await openUsbipServer(options);
  onTestFinished(() => server.close());
  return server;
}

export function placeOf(server: UsbipServer): UsbipPlace {
  return { host: '127.0.0.1', port: server.port };
}

/** Imports a device; it is let go after the test. */
export async function attach(server: UsbipServer, busId = '1-1'): Promise<UsbipHost> {
  const host = await importDevice(placeOf(server), busId);
  onTestFinished(() => {
    host.close();
  });
  return host;
}

/** A connection on which any bytes can be sent. */
export async function stranger(server: UsbipServer): Promise<SocketReader> {
  const reader = await dial(placeOf(server));
  onTestFinished(() => {
    reader.socket.destroy();
  });
  return reader;
}
