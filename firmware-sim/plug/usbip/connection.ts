import type { WireError } from '@fobkit/protocol';
import type { Inbox } from '../net/inbox.ts';
import type { Peer, PeerReader } from '../net/peer.ts';
import type { Attachment } from './attachment.ts';
import {
  encodeImport,
  encodeList,
  encodeRefusal,
  ImportStatus,
  LONGEST_OPERATION,
  readOperation,
} from './operation-codec.ts';
import { LONGEST_COMMAND, readUrbCommand } from './urb-codec.ts';
import type { UsbipClient, UsbipPlug } from './usbip-plug.ts';

/** A new client may be seen before the end of the one before it: how long it waits for that. */
const GRACE_MS = 200;

/** What a connection asks of its server. */
export interface UsbipExports {
  plugs(): readonly UsbipPlug[];
  /** The connection has its device, and is a client from now on. */
  attached(connection: UsbipConnection): void;
  over(connection: UsbipConnection, reason?: WireError): void;
}

/** One connection of a USB/IP server: it lists the devices, or has one of them. */
export class UsbipConnection implements PeerReader, UsbipClient {
  readonly #peer: Peer;
  readonly #exports: UsbipExports;
  #plug: UsbipPlug | undefined;
  #attachment: Attachment | undefined;
  /** An import waits for the client before it; ends the wait. */
  #stopWaiting: (() => void) | undefined;

  constructor(peer: Peer, exports: UsbipExports) {
    this.#peer = peer;
    this.#exports = exports;
  }

  get longest(): number {
    return this.#attachment === undefined ? LONGEST_OPERATION : LONGEST_COMMAND;
  }

  read(inbox: Inbox): boolean {
    if (this.#stopWaiting !== undefined) return false;
    if (this.#attachment !== undefined) {
      const command = readUrbCommand(inbox);
      if (command !== undefined) this.#attachment.take(command);
      return command !== undefined;
    }
    const operation = readOperation(inbox);
    if (operation === undefined) return false;
    if (operation.kind === 'list') this.#list();
    else this.#import(operation.busId);
    return true;
  }

  over(reason?: WireError): void {
    this.#stopWaiting?.();
    this.#attachment = undefined;
    this.#plug?.detach(this);
    this.#exports.over(this, reason);
  }

  send(bytes: Uint8Array): void {
    this.#peer.send(bytes);
  }

  lost(): void {
    this.#attachment = undefined;
    this.#peer.end();
  }

  drop(): void {
    this.#peer.drop();
  }

  /** As usbipd has it: what somebody has attached is not there for others. */
  #list(): void {
    const free = this.#exports.plugs().filter(({ attached }) => !attached);
    const devices = free.flatMap(({ device }) => (device === undefined ? [] : [device]));
    this.#peer.send(encodeList(devices));
    this.#peer.end();
  }

  #import(busId: string): void {
    const plug = this.#exports.plugs().find((one) => one.busId === busId);
    if (plug?.plugged !== true) this.#refuse(ImportStatus.noDevice);
    else if (plug.attached) this.#waitFor(plug);
    else this.#attach(plug);
  }

  #waitFor(plug: UsbipPlug): void {
    const go = (): void => {
      this.#stopWaiting?.();
      this.#attach(plug);
      this.#peer.wake();
    };
    const forget = plug.onFree(go);
    const timer = setTimeout(go, GRACE_MS);
    this.#stopWaiting = () => {
      this.#stopWaiting = undefined;
      clearTimeout(timer);
      forget();
    };
  }

  #attach(plug: UsbipPlug): void {
    const { device } = plug;
    if (device === undefined) {
      this.#refuse(ImportStatus.noDevice);
      return;
    }
    const attachment = plug.attach(this);
    if (attachment === undefined) {
      this.#refuse(ImportStatus.busy);
      return;
    }
    this.#plug = plug;
    this.#attachment = attachment;
    this.#exports.attached(this);
    this.#peer.send(encodeImport(device));
  }

  #refuse(status: number): void {
    this.#peer.send(encodeRefusal(status));
    this.#peer.end();
  }
}
