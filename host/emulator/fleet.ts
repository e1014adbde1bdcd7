/** Fleets of fobs, a hundred thousand at once, as numbers: it loads no firmware and no wire. */
export * from '@fobkit/firmware-sim/fleet';
