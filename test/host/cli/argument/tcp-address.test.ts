import { describe, expect, it } from 'vitest';
import { isLoopback, parseTcpAddress } from '../../../../host/cli/argument/tcp-address.ts';

describe('a TCP address', () => {
  it.each([
    ['4569', { host: '127.0.0.1', port: 4569 }],
    [':4569', { host: '127.0.0.1', port: 4569 }],
    ['0.0.0.0:4000', { host: '0.0.0.0', port: 4000 }],
    ['[::1]:0', { host: '::1', port: 0 }],
  ])('%s is read', (text, address) => {
    expect(parseTcpAddress(text)).toEqual(address);
  });

  it.each(['', 'localhost', '65536', 'a:b', '::1:80', 'tcp://127.0.0.1:80'])(
    '%j is refused',
    (text) => {
      expect(() => parseTcpAddress(text)).toThrow('An address is written HOST:PORT');
    },
  );

  it.each([
    ['127.0.0.1', true],
    ['127.3.2.1', true],
    ['::1', true],
    ['localhost', true],
    ['0.0.0.0', false],
    ['::', false],
    ['192.168.1.2', false],
    ['127.example.org', false],
  ])('%s is of this machine alone: %s', (host, alone) => {
    expect(isLoopback({ host, port: 1 })).toBe(alone);
  });
});
