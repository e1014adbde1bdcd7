import { VERSION } from '../help/version.ts';

/** What a campaign is done by: only workers of the same version share it. */
export const TOOL = `fobkit ${VERSION}`;
