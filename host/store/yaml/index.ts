export * from './kind-words.ts';
export * from './nearest.ts';
export * from './places.ts';
export * from './positioned-yaml.ts';
export * from './schema-fault.ts';
export * from './schema-words.ts';
