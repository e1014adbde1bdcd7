/**
 * Scenarios of the library that a rig is qualified by unless told otherwise, and why these: each
 * passes on every fob type that comes with fobkit, and together they take two minutes at a fixture.
 */
export const QUALIFYING_SCENARIOS = [
  // Glass, button, clock and charge, with values that are followed from shift to shift.
  'golden-fob',
  // Transport key, link and code: what a station does to each fob all day.
  'time-sync-keeps-the-seed',
  // What a fob refuses must arrive as a refusal.
  'clock-set-backwards',
] as const;
