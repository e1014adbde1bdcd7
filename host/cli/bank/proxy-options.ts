import { type Network, networkOf } from '@fobkit/bank';
import { InvalidArgumentError } from 'commander';

/** `https://bank.example`, with a port if need be. @throws InvalidArgumentError */
export function publicUrlOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'https:' || url.hostname === '' || url.href !== `${url.origin}/`) {
    throw new InvalidArgumentError('As visitors write it, without a path: https://bank.example');
  }
  return url;
}

/** An address or network, behind those that came before. @throws InvalidArgumentError */
export function proxyOf(text: string, before: readonly Network[] = []): readonly Network[] {
  const network = networkOf(text);
  if (network === undefined) {
    throw new InvalidArgumentError('An address, or a network with its prefix: 192.0.2.0/28');
  }
  return [...before, network];
}
