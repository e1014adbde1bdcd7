import type { HostClock, Link } from '@fobkit/client';
import { linkTo } from '@fobkit/client/node';
import { InProcessPlug, openPtyPlug, openTcpPlug, type Plug } from '@fobkit/firmware-sim/plug';
import { inProcessLink } from '../in-process-link.ts';
import type { LiveFob } from '../live-fob.ts';
import { UsbSeat } from '../seat/usb-seat.ts';
import type { Line } from './line.ts';
import { timedLink } from './timed-link.ts';
import { timedPluggable } from './timed-plug.ts';

/** A way from a port to the fob in it. */
export interface Way {
  /** What another process connects to, where the way leads out of this one. */
  readonly url: string;
  readonly link: Link;
  close(): Promise<void>;
}

export interface WayTimes {
  readonly clock: HostClock;
  /** Milliseconds that the fob worked since this was asked last. */
  readonly work?: () => number;
}

export type WayMaker = (fob: LiveFob, times: WayTimes) => Promise<Way>;

/**
 * In this process: `serial` a stream of bytes, `hid` the reports of its USB function. With a line
 * its time is charged, and the work of a fob whose work is counted.
 */
export function inProcessWay(kind: 'serial' | 'hid', line?: Line): WayMaker {
  return async (fob, times) => {
    const url = `sim:${fob.deviceId}`;
    const way = kind === 'hid' ? await seatWay(fob, url) : plugWay(fob, url);
    if (line === undefined) return way;
    return { ...way, link: timedLink(way.link, { ...times, line }) };
  };
}

/**
 * On a pseudo-terminal or a TCP port of its own, which any process opens. With a line its time is
 * charged, and the work of a fob whose work is counted.
 */
export function systemWay(kind: 'pty' | 'tcp', line?: Line): WayMaker {
  return async (fob, times) => {
    const end = line === undefined ? fob : timedPluggable(fob, { ...times, line });
    const plug: Plug = await (kind === 'pty' ? openPtyPlug(end) : openTcpPlug(end));
    return { url: plug.url, link: linkTo(plug.url), close: () => plug.close() };
  };
}

function plugWay(fob: LiveFob, url: string): Way {
  const plug = new InProcessPlug(fob, url);
  return { url, link: inProcessLink(plug), close: () => plug.close() };
}

async function seatWay(fob: LiveFob, url: string): Promise<Way> {
  const seat = new UsbSeat(fob);
  await seat.plugIn();
  const close = (): Promise<void> => {
    seat.close();
    return Promise.resolve();
  };
  return { url, link: seat.link('hid', url), close };
}
