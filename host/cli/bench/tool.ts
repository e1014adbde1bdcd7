import { VERSION } from '../help/version.ts';

/** This fobkit, as qualifications and the queue of campaigns name it. */
export const TOOL = `fobkit ${VERSION}`;
