/** What the parser prints for `fob --help`; test/host/cli/help.test.ts writes it. */
export const topLevelHelp = `Usage: fob [options] [command]

Provision, read, verify and break key fobs, emulated or real.

Options:
  -v, --version  tell the version
  -h, --help     tell more

Read a fob:
  list           list the fobs at hand, emulated and real
  info           what the fob is and what is loaded
  status         battery, clock, temperature, counters, events
  code           read a one-time code
  display        read what the fob shows
  verify         check a code against its seed, and tell the drift
  selftest       let the fob test its parts
  wink           let the fob show which one it is

Load a fob:
  provision      load a seed and a serial label, and prove them
  clock          tell, set or trim the clock of the fob
  wipe           erase seed and serial label
  slots          the slots of a Nitrokey: list, write, erase

Emulate:
  sim            emulated fobs: start, press, heat, break
  profiles       list the fob types
  faults         list the faults that can be armed

Test fobs:
  bench          scenarios with verdicts, on emulated fobs and on real ones

Make fobs:
  station        load lots of fobs: registry, screen, files, labels, audit

Verify codes:
  bank           the bank: contracts, tokens, pages, app, API, RADIUS

Decide for fleets:
  fleet          a hundred thousand fobs for years: windows, locks, replacements

Around it:
  replay         play a capture back, to a fob or to a host
  demo           the whole story in ten seconds, on an emulated fob
  doctor         what is wrong on this machine, and how to mend it
  completion     print a completion script for bash, zsh or fish

Examples:
  $ fob sim up --profile generic --pty
  $ fob provision --generate --out token.uri --serial FOB-1 --purpose test
  $ fob code
  $ fob verify "$(fob code)" --uri token.uri
  $ fob sim advance 30d

A fob is found by itself when there is only one; --device serial:/dev/ttyACM0,
--device tcp:HOST:PORT or --device sim:DEVICEID names another, nitrokey: a token
one can buy, person: a fob without a wire.
fob COMMAND --help tells more; the manual is docs/cli.md.
`;
