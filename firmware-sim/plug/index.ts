export * from './in-process.ts';
export type * from './plug.ts';
export * from './pty.ts';
export * from './serial-binding.ts';
export * from './tcp.ts';
