export * from './fob/fob.ts';
export * from './fob/identity.ts';
export * from './fob/occurrence.ts';
export * from './fob/wire.ts';
export * from './profile/index.ts';
export * from './profile/profile.ts';
