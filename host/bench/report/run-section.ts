import { html, raw } from 'hono/html';
import { parametersText, reasonText, secondsOf } from '../export/words.ts';
import type { RunRecord } from '../run/record.ts';
import { momentText, spanText } from './moments.ts';
import {
  factsList,
  faultsTable,
  type Html,
  measurementsTable,
  stepsTable,
  transcriptTable,
} from './run-tables.ts';
import { fobsOf, type Frame, framesOf, type Pictures, timelineData } from './timeline-data.ts';

const NOTHING = html``;
/** A film of more frames tells less; the first and the last are kept. */
const MOST_FRAMES = 80;

/** One run: its line, and behind it everything that is known of it. */
export function runSection(record: RunRecord, pictures: Pictures, open: boolean): Html {
  const { scenario, verdict } = record;
  const [reason] = record.reasons;
  return html`<details class="run ${verdict}" data-verdict="${verdict}" ${open ? raw('open') : ''}>
    <summary>
      <span class="chip">${verdict}</span>
      <span class="title"
        >${scenario.title}<span>${scenario.name}</span
        ><span>${parametersText(record)}</span>${badges(record)}</span
      >
      <span class="took">${record.device.deviceId}, ${spanText(secondsOf(record) * 1000)}</span>
      ${reason === undefined ? NOTHING : html`<span class="why">${reasonText(reason)}</span>`}
    </summary>
    <div class="body">
      ${factsList(record)} ${fobsOf(record).map((fob) => timelineOf(record, fob, pictures))}
      ${measurementsTable(record)} ${faultsTable(record)} ${stepsTable(record)}
      ${transcriptTable(record)}
    </div>
  </details>`;
}

function badges({ marginal, unstable }: RunRecord): Html {
  return html`${unstable ? html`<span class="badge">unstable</span>` : NOTHING}${
    marginal ? html`<span class="badge">marginal</span>` : NOTHING
  }`;
}

function timelineOf(record: RunRecord, fob: string | undefined, pictures: Pictures): Html {
  const data = timelineData(record, fob);
  const frames = framesOf(record, fob, pictures);
  const whose = fob === undefined ? '' : ` of fob ${fob}`;
  return html`${
    data.samples.length === 0
      ? NOTHING
      : html`<h2>Timeline${whose}</h2>
          <div class="plots">
            <script type="application/json">
              ${raw(jsonText(data))}
            </script>
          </div>
          ${marksList(data.marks)}`
  }
  ${
    frames.length === 0
      ? NOTHING
      : html`<h2>LCD${whose}</h2>
          ${film(frames)}`
  }`;
}

function marksList(marks: readonly { readonly at: number; readonly text: string }[]): Html {
  const told = marks.filter(({ text }) => text.startsWith('fault')).slice(0, 40);
  if (told.length === 0) return NOTHING;
  return html`<ul class="marks">
    ${told.map(({ at, text }) => html`<li><span class="mono">${momentText(at * 1000)}</span> ${text}</li>`)}
  </ul>`;
}

function film(frames: readonly Frame[]): Html {
  const half = MOST_FRAMES / 2;
  const shown =
    frames.length <= MOST_FRAMES ? frames : [...frames.slice(0, half), ...frames.slice(-half)];
  const left = frames.length - shown.length;
  return html`<div class="film">${shown.map(frameFigure)}</div>
    ${shown.some(({ lcd }) => lcd.includes('?')) ? html`<p class="fields">? stands for lit segments that make no sign.</p>` : NOTHING}
    ${left === 0 ? NOTHING : html`<p class="fields">${left} frames between the first and the last ${half} are left out.</p>`}`;
}

function frameFigure({ lcd, picture, unixMs }: Frame): Html {
  const what = lcd === '' ? 'dark' : lcd;
  return html`<figure>
    ${picture === undefined ? NOTHING : html`<img data-picture="${picture}" alt="${what}" width="168" height="64" />`}
    <figcaption><b>${what}</b><br />${momentText(unixMs)}</figcaption>
  </figure>`;
}

/** JSON that cannot end the script element it stands in. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
