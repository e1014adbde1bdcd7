import hid from 'node-hid';
import { probeHid, type ProbedHid } from '../../support/usb/hid-probe.ts';
import { tell } from './tell.ts';

// Wrong arguments are part of the probe.
tell(
  await probeHid(hid as unknown as ProbedHid, '/dev/hidraw0', () => {
    tell('unplug');
  }),
);
