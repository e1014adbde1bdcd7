import {
  openUsbipServer,
  type UsbipServer,
  type UsbipServerOptions,
} from '@fobkit/firmware-sim/plug';
import { afterEach } from 'vitest';
import { dial, type SocketReader } from '../../../support/usb/socket-reader.ts';
import {
  importDevice,
  type UsbipHost,
  type UsbipPlace,
} from '../../../support/usb/usbip-client.ts';

const servers: UsbipServer[] = [];
const hosts: UsbipHost[] = [];
const readers: SocketReader[] = [];

afterEach(async () => {
  for (const host of hosts.splice(0)) host.close();
  for (const reader of readers.splice(0)) reader.socket.destroy();
  for (const server of servers.splice(0)) await server.close();
});

/** A server that is closed after the test. */
export async function serve(options: UsbipServerOptions = {}): Promise<UsbipServer> {
  const server = await openUsbipServer(options);
  servers.push(server);
  return server;
}

export function placeOf(server: UsbipServer): UsbipPlace {
  return { host: '127.0.0.1', port: server.port };
}

/** Imports a device; it is let go after the test. */
export async function attach(server: UsbipServer, busId = '1-1'): Promise<UsbipHost> {
  const host = await importDevice(placeOf(server), busId);
  hosts.push(host);
  return host;
}

/** A connection on which any bytes can be sent. */
export async function stranger(server: UsbipServer): Promise<SocketReader> {
  const reader = await dial(placeOf(server));
  readers.push(reader);
  return reader;
}
