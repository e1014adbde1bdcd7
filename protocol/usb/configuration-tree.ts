import { WireError } from '../bytes/errors.ts';
import { type ClassDescriptor, decodeClassDescriptor } from './class-descriptors.ts';
import { UsbDescriptorType } from './codes.ts';
import type { Extra } from './descriptor.ts';
import {
  type EndpointDescriptor,
  endpointHead,
  type InterfaceAssociation,
  interfaceAssociation,
  interfaceHead,
  type UsbConfiguration,
  type UsbFunction,
  type UsbInterface,
} from './interface-descriptors.ts';

interface OpenFunction {
  readonly association?: InterfaceAssociation;
  readonly descriptors: ClassDescriptor[];
  readonly interfaces: OpenInterface[];
}

interface OpenInterface {
  readonly head: ReturnType<typeof interfaceHead.decode>;
  readonly descriptors: ClassDescriptor[];
  readonly endpoints: OpenEndpoint[];
}

interface OpenEndpoint {
  readonly head: ReturnType<typeof endpointHead.decode>;
  readonly descriptors: ClassDescriptor[];
}

/**
 * Puts the descriptors of a configuration, taken in their order, where they belong: an endpoint
 * into the interface before it, an interface into the association before it if that covers its
 * number, what is of a class behind whatever stands before it.
 */
export class ConfigurationTree {
  readonly #descriptors: ClassDescriptor[] = [];
  readonly #functions: OpenFunction[] = [];

  /** @throws WireError when a known descriptor is malformed or not in a possible place. */
  take(bytes: Uint8Array): void {
    switch (bytes[1]) {
      case UsbDescriptorType.InterfaceAssociation:
        this.#functions.push({
          association: interfaceAssociation.decode(bytes),
          descriptors: [],
          interfaces: [],
        });
        return;
      case UsbDescriptorType.Interface:
        this.#takeInterface(bytes);
        return;
      case UsbDescriptorType.Endpoint:
        this.#takeEndpoint(bytes);
        return;
      case UsbDescriptorType.Device:
      case UsbDescriptorType.Configuration:
        throw new WireError('order', 'a device or configuration descriptor inside another');
      default:
        this.#takeOther(bytes);
    }
  }

  /** @throws WireError when an interface has not as many endpoints as it says. */
  finish(): Pick<UsbConfiguration, 'descriptors' | 'functions'> {
    return { ...some(this.#descriptors), functions: this.#functions.map(closeFunction) };
  }

  get #interface(): OpenInterface | undefined {
    return this.#functions.at(-1)?.interfaces.at(-1);
  }

  #takeInterface(bytes: Uint8Array): void {
    const head = interfaceHead.decode(bytes);
    const one = { head, descriptors: [], endpoints: [] };
    const open = this.#functions.at(-1);
    if (open !== undefined && belongs(open, head.number)) open.interfaces.push(one);
    else this.#functions.push({ descriptors: [], interfaces: [one] });
  }

  #takeEndpoint(bytes: Uint8Array): void {
    const open = this.#interface;
    if (open === undefined) throw new WireError('order', 'an endpoint before any interface');
    open.endpoints.push({ head: endpointHead.decode(bytes), descriptors: [] });
  }

  #takeOther(bytes: Uint8Array): void {
    const one = this.#interface;
    const decoded = decodeClassDescriptor(bytes, one?.head.class ?? 0);
    const holder = one?.endpoints.at(-1) ?? one ?? this.#functions.at(-1);
    (holder?.descriptors ?? this.#descriptors).push(decoded);
  }
}

function belongs({ association, interfaces }: OpenFunction, number: number): boolean {
  if (association === undefined) return interfaces.at(-1)?.head.number === number;
  const { firstInterface, interfaceCount } = association;
  return number >= firstInterface && number < firstInterface + interfaceCount;
}

function closeFunction({ association, descriptors, interfaces }: OpenFunction): UsbFunction {
  return {
    ...(association === undefined ? {} : { association }),
    ...some(descriptors),
    interfaces: interfaces.map(closeInterface),
  };
}

function closeInterface({ head, descriptors, endpoints }: OpenInterface): UsbInterface {
  const { endpointCount, ...rest } = head;
  if (endpointCount !== endpoints.length) {
    const where = `interface ${String(head.number)}.${String(head.alternate)}`;
    const counts = `${String(endpoints.length)} endpoints, bNumEndpoints ${String(endpointCount)}`;
    throw new WireError('value', `${where}: ${counts}`);
  }
  return { ...rest, descriptors, endpoints: endpoints.map(closeEndpoint) };
}

function closeEndpoint({ head, descriptors }: OpenEndpoint): EndpointDescriptor {
  const { transfer, further } = head.attributes;
  return {
    address: head.address,
    transfer,
    ...(further === 0 ? {} : { furtherAttributes: further }),
    maxPacketSize: head.maxPacketSize,
    interval: head.interval,
    ...some(descriptors),
    ...kept(head),
  };
}

function some(descriptors: readonly ClassDescriptor[]): {
  readonly descriptors?: readonly ClassDescriptor[];
} {
  return descriptors.length === 0 ? {} : { descriptors };
}

function kept({ extra }: Extra): Extra {
  return extra === undefined ? {} : { extra };
}
