/** Fleets of fobs, a hundred thousand at once, as numbers; one whole fob is pressed to learn what a press is. */
export * from '@fobkit/firmware-sim/fleet';
