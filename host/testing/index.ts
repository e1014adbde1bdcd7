export { StalledError, type World, WorldClock, type WorldClockOptions } from '@fobkit/emulator';
export * from './matchers.ts';
export * from './start-test-fob.ts';
export * from './test-fault.ts';
export * from './test-fob.ts';
export * from './test-lcd.ts';
export type * from './test-load.ts';
export * from './verification.ts';
