import type { Define } from '../../program/cli.ts';

export const define: Define = () => undefined;
