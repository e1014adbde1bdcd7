import { Firmware } from '../../../../../firmware-sim/firmware/firmware.ts';
import { type Mutant, patch } from './plant.ts';
import { asIs, framesToFob, type SeenFrame, STRAY, tapped } from './tap.ts';

function frames(
  make: () => (frame: SeenFrame) => readonly Uint8Array[],
): NonNullable<Mutant['tamper']> {
  return (subject) => tapped(subject, 'serial', () => ({ toFob: framesToFob(make()) }));
}

/** Answers what a fob drops for one reason as if it were a message. */
function answers(reason: string): NonNullable<Mutant['tamper']> {
  return (subject) =>
    tapped(subject, 'serial', ({ sendToHost }) => ({
      toFob: framesToFob((frame) => {
        if (frame.dropped !== reason) return asIs(frame);
        queueMicrotask(() => {
          sendToHost(STRAY);
        });
        return [];
      }),
    }));
}

export const serialMutants: readonly Mutant[] = [
  {
    name: 'writes the checksum the other way round',
    rule: 'SER-4',
    caughtBy: 'serial-frame',
    wide: 'no frame of it is one',
    tamper: (subject) =>
      tapped(subject, 'serial', () => ({
        toHost: (bytes) => {
          const end = bytes.length - 1;
          const tail = bytes.slice(end - 4, end).toReversed();
          return [Uint8Array.of(...bytes.subarray(0, end - 4), ...tail, 0)];
        },
      })),
  },
  {
    name: 'loses a frame behind several 0x00',
    rule: 'SER-9',
    caughtBy: 'serial-delimiter',
    tamper: (subject) =>
      tapped(subject, 'serial', () => ({
        toFob: (bytes) => (bytes.length > 2 && bytes[0] === 0 && bytes[1] === 0 ? [] : [bytes]),
      })),
  },
  {
    name: 'wants a frame in one piece',
    rule: 'SER-5',
    caughtBy: 'serial-cut-anywhere',
    tamper: (subject) =>
      tapped(subject, 'serial', () => ({ toFob: (bytes) => (bytes.length === 1 ? [] : [bytes]) })),
  },
  {
    name: 'has no room for 1,024 bytes',
    rule: 'SER-3',
    caughtBy: 'serial-longest',
    tamper: frames(() => (frame) => ((frame.payload?.length ?? 0) > 1000 ? [] : asIs(frame))),
  },
  {
    name: 'refuses a last block of code 0x01 behind a full one',
    rule: 'SER-7',
    caughtBy: 'serial-last-block',
    tamper: frames(
      () => (frame) => (frame.raw.at(-1) === 1 && frame.raw.length === 258 ? [] : asIs(frame)),
    ),
  },
  {
    name: 'loses the frame behind one that it dropped',
    rule: 'SER-11',
    caughtBy: 'serial-garbage',
    tamper: frames(() => {
      let bad = false;
      return (frame) => {
        const lost = bad;
        bad = frame.dropped !== undefined;
        return lost ? [] : asIs(frame);
      };
    }),
  },
  {
    name: 'hangs after more bytes than a frame can have',
    rule: 'SER-12',
    caughtBy: 'serial-too-long',
    tamper: frames(() => {
      let hung = false;
      return (frame) => {
        hung ||= frame.raw.length > 1033;
        return hung ? [] : asIs(frame);
      };
    }),
  },
  {
    name: 'answers a payload of 1,025 bytes',
    rule: 'SER-13',
    caughtBy: 'serial-payload-too-long',
    tamper: answers('too-long'),
  },
  {
    name: 'answers a frame whose last block is cut',
    rule: 'SER-8',
    caughtBy: 'serial-cobs',
    tamper: answers('cobs'),
  },
  {
    name: 'answers a frame without payload',
    rule: 'SER-13',
    caughtBy: 'serial-too-short',
    tamper: answers('too-short'),
  },
  {
    name: 'does not look at the checksum',
    rule: 'SER-4',
    caughtBy: 'serial-checksum',
    tamper: answers('checksum'),
  },
  {
    name: 'loses two frames by a damaged byte',
    rule: 'SER-14',
    caughtBy: 'serial-damage',
    tamper: frames(() => {
      let left = 0;
      return (frame) => {
        if (left > 0) {
          left--;
          return [];
        }
        if (frame.dropped === 'checksum' || frame.dropped === 'cobs') left = 2;
        return asIs(frame);
      };
    }),
  },
  {
    name: 'sends a reply again after 2.5 s',
    rule: 'SER-15',
    caughtBy: 'serial-no-repetition',
    wide: 'it disturbs whoever listens for so long',
    tamper: (subject) =>
      tapped(subject, 'serial', ({ after, sendToHost }) => ({
        toHost: (bytes) => {
          after(2500, () => {
            sendToHost(bytes);
          });
          return [bytes];
        },
      })),
  },
  {
    name: 'sends something by itself',
    rule: 'MSG-20',
    caughtBy: 'message-silence',
    wide: 'it disturbs whoever listens for so long',
    tamper: (subject) =>
      tapped(subject, 'serial', ({ after, sendToHost }) => {
        after(4500, () => {
          sendToHost(STRAY);
        });
        return {};
      }),
  },
  {
    name: 'answers two requests in the wrong order',
    rule: 'MSG-20',
    caughtBy: 'message-order',
    tamper: (subject) =>
      tapped(subject, 'serial', ({ after, sendToHost }) => {
        const waiting: Uint8Array[] = [];
        return {
          toHost: (bytes) => {
            waiting.push(bytes);
            after(1, () => {
              for (const one of waiting.splice(0).toReversed()) sendToHost(one);
            });
            return [];
          },
        };
      }),
  },
  {
    name: 'keeps an unfinished frame when the link is closed',
    rule: 'SER-16',
    caughtBy: 'serial-link-closed',
    plant: () => patch(Firmware.prototype, 'linkClosed', () => () => undefined),
  },
];
