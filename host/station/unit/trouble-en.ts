import type { TroubleTable } from './trouble-text.ts';

export const troublesEn: TroubleTable = {
  'wrong-model': {
    name: 'wrong model',
    meaning: 'The fob is of another type than the lot.',
    remedy: 'Put it into the box of its own type; look whether the boxes were mixed up.',
  },
  'cannot-do': {
    name: 'cannot do it',
    meaning: 'The fob says that it cannot do what the lot wants: digits, algorithm, time step.',
    remedy: 'Compare the parameters of the lot with the fob: fob info.',
  },
  'already-done': {
    name: 'already done',
    meaning: 'This fob was loaded at a station before and is in order.',
    remedy: 'Put it to the finished ones.',
  },
  'already-loaded': {
    name: 'already loaded',
    meaning: 'The fob holds a seed that this registry does not know.',
    remedy: 'Set it aside. Whoever loaded it can wipe it; a wiped fob may come back.',
  },
  'half-loaded': {
    name: 'half loaded',
    meaning: 'The fob was cut off while it was loaded, and not by this registry.',
    remedy: 'Set it aside; wipe it with its transport key, then it may come back.',
  },
  mislabelled: {
    name: 'wrong label',
    meaning: 'The fob tells another serial label than the registry has for it.',
    remedy: 'Set it aside and tell the supervisor: one of the two is wrong.',
  },
  'duplicate-id': {
    name: 'device id twice',
    meaning: 'Two fobs tell the same device id.',
    remedy: 'Set both aside and tell the supervisor: a chip number is there once.',
  },
  'duplicate-label': {
    name: 'label twice',
    meaning: 'Another fob has this serial label already.',
    remedy: 'Set both aside and tell the supervisor.',
  },
  dying: {
    name: 'weak',
    meaning: 'The cell is nearly empty, or a part fails now and then.',
    remedy: 'Set it aside; it would not last for its years.',
  },
  dead: {
    name: 'dead',
    meaning: 'The fob is at the end of its life.',
    remedy: 'Set it aside as waste.',
  },
  'unknown-batch': {
    name: 'unknown batch',
    meaning: "The station has no key for this fob's batch.",
    remedy: 'Get the batch key file from the maker, and start with --batch-key-file FILE.',
  },
  'wrong-key': {
    name: 'wrong key',
    meaning: 'The fob refuses the transport key that it should have.',
    remedy: 'Set it aside: somebody replaced its key, or the batch key file is of another batch.',
  },
  'key-check': {
    name: 'key check',
    meaning: 'The fob could not prove that it holds the seed it was given.',
    remedy: 'Set it aside; it was not counted as done.',
  },
  'wrong-code': {
    name: 'wrong code',
    meaning: 'The code of the fob is not the one that its seed gives.',
    remedy: 'Set it aside; if it happens again, look at the clock of this computer.',
  },
  'no-press': {
    name: 'not pressed',
    meaning: 'The button of the fob was not pressed within its time.',
    remedy: 'Plug it in again and press its button when the screen asks.',
  },
  clock: {
    name: 'clock',
    meaning: 'The clock of the fob cannot be set, or runs wrong.',
    remedy: 'Set it aside; if it happens to several, look at the clock of this computer.',
  },
  'self-test': {
    name: 'self-test',
    meaning: 'A part of the fob failed in its self-test.',
    remedy: 'Set it aside as defective.',
  },
  refused: {
    name: 'refused',
    meaning: 'The fob said no to a step.',
    remedy: 'Plug it in once more; if it says no again, set it aside.',
  },
  'link-lost': {
    name: 'connection lost',
    meaning: 'The fob stopped answering in mid-work.',
    remedy: 'Plug the same fob in again: the station goes on where it was. Look at cable and hub.',
  },
  left: {
    name: 'pulled out',
    meaning: 'The fob was taken out before it was done.',
    remedy: 'Plug the same fob in again: the station goes on where it was.',
  },
  'label-printer': {
    name: 'label printer',
    meaning: 'The label could not be printed.',
    remedy: 'See to the printer (paper, cover, cable), then plug the same fob in again.',
  },
  'lot-full': {
    name: 'lot is full',
    meaning: 'Every unit of the lot has its fob.',
    remedy: 'Finish with q. Left-over fobs belong to another lot.',
  },
  'lot-paused': {
    name: 'lot is paused',
    meaning: 'Somebody has paused the lot.',
    remedy: 'Press r when work may go on.',
  },
  'lot-closed': {
    name: 'lot is closed',
    meaning: 'The lot is closed; nothing more is loaded for it.',
    remedy: 'Finish with q.',
  },
  elsewhere: {
    name: 'at another station',
    meaning: 'Another station has begun this fob and is at work.',
    remedy: 'Bring it back to that station, or wait until that one has ended.',
  },
  'lease-lost': {
    name: 'station timed out',
    meaning: 'The registry has given up on this station: it was silent for too long.',
    remedy: 'Start fob station lot run again; fobs under way are mended when they are plugged in.',
  },
  'station-busy': {
    name: 'station at work already',
    meaning: 'Another run of this station is at work, in another window perhaps.',
    remedy: 'Go on there, or end that run (q) and start again here.',
  },
  'registry-lost': {
    name: 'registry gone',
    meaning: 'The registry cannot be reached or cannot be written: server, network or full disk.',
    remedy: 'Leave the fobs where they are. See to it, then start fob station lot run again.',
  },
  'host-clock': {
    name: 'clock of this computer',
    meaning: 'The clock of this computer is wrong; fobs would get a wrong time.',
    remedy: 'Set it right (timedatectl), then start again.',
  },
  'not-qualified': {
    name: 'not qualified',
    meaning: 'The station did not pass the check with the golden fob for this shift.',
    remedy: 'Plug the golden fob in and run fob station qualify.',
  },
};
