import { html } from 'hono/html';
import {
  faultProof,
  parametersText,
  reasonText,
  rigText,
  secondsOf,
  stepMarks,
  stepProof,
} from '../export/words.ts';
import type {
  FaultRecord,
  Measurement,
  MessageRecord,
  RunRecord,
  StepRecord,
} from '../run/record.ts';
import { toldValue } from '../run/told-value.ts';
import { momentText, spanText } from './moments.ts';

/** A piece of HTML in which everything from outside is escaped. */
export type Html = ReturnType<typeof html>;

const NOTHING = html``;
const INDENT = '\u2003';

export function stepsTable({ steps }: RunRecord): Html {
  if (steps.length === 0) return NOTHING;
  return html`<h2>Steps</h2>
    <div class="scroll">
      <table>
        <tr>
          <th></th>
          <th></th>
          <th>step</th>
          <th>proof</th>
          <th>world time</th>
          <th>place</th>
        </tr>
        ${steps.map(stepRow)}
      </table>
    </div>`;
}

function stepRow(step: StepRecord): Html {
  const { depth, number, text, verdict } = step;
  const marks = stepMarks(step).join(', ');
  return html`<tr>
    <td class="number">${number}</td>
    <td class="whole"><span class="chip ${verdict}">${verdict}</span></td>
    <td>
      ${INDENT.repeat(depth)}${text}${marks === '' ? NOTHING : html` <span class="fields">${marks}</span>`}
    </td>
    <td>${stepProof(step)}</td>
    <td class="mono whole">${momentText(step.startUnixMs)}</td>
    <td class="mono fields whole">${`${String(step.place.line)}:${String(step.place.column)}`}</td>
  </tr>`;
}

export function faultsTable({ faults }: RunRecord): Html {
  if (faults.length === 0) return NOTHING;
  return html`<h2>Faults and the evidence that they fired</h2>
    <table>
      ${faults.map(faultRow)}
    </table>`;
}

function faultRow(fault: FaultRecord): Html {
  const { equivalent, firedCount, name, text } = fault;
  const fired = equivalent !== undefined || firedCount > 0;
  return html`<tr>
    <td>
      <span class="chip ${fired ? 'PASS' : 'INVALID'}">${fired ? 'fired' : 'never fired'}</span>
    </td>
    <td class="whole">${name}</td>
    <td class="mono">${text}</td>
    <td>${faultProof(fault)}</td>
  </tr>`;
}

export function measurementsTable({ measurements }: RunRecord): Html {
  if (measurements.length === 0) return NOTHING;
  return html`<h2>Measurements</h2>
    <table>
      <tr>
        <th></th>
        <th>name</th>
        <th>value</th>
        <th>limits</th>
        <th>instrument</th>
      </tr>
      ${measurements.map(measurementRow)}
    </table>`;
}

const OUTCOME_VERDICTS = {
  pass: 'PASS',
  marginal: 'INVALID',
  fail: 'FAIL',
  'no-limits': 'SKIPPED',
} as const;

function measurementRow(measurement: Measurement): Html {
  const { instrument, limits, name, outcome, unit, value } = measurement;
  const verdict = OUTCOME_VERDICTS[outcome];
  const range = [limits?.min ?? '', limits?.max ?? ''].join(' … ');
  return html`<tr class="${verdict}">
    <td class="whole">
      <span class="chip">${outcome === 'no-limits' ? 'no limits' : outcome}</span>
    </td>
    <td class="whole">${name}</td>
    <td class="mono whole">${toldValue(value, unit, limits)}</td>
    <td>
      ${limits === undefined ? NOTHING : html`<span class="mono">${range} ${unit}</span>${limitBar(measurement)}`}
    </td>
    <td>${instrument}</td>
  </tr>`;
}

/** Where the value lies between its limits; one limit alone has no scale to draw on. */
function limitBar({ limits, value }: Measurement): Html {
  const { max, min } = limits ?? {};
  if (max === undefined || min === undefined || max <= min) return NOTHING;
  const pad = (max - min) / 4;
  const percent = (at: number): string => {
    const share = (at - (min - pad)) / (max - min + 2 * pad);
    return (Math.max(0, Math.min(1, share)) * 100).toFixed(1);
  };
  const width = (Number(percent(max)) - Number(percent(min))).toFixed(1);
  return html`<div class="limit">
    <u style="left:${percent(min)}%;width:${width}%"></u><i style="left:${percent(value)}%"></i>
  </div>`;
}

export function transcriptTable({ transcript }: RunRecord): Html {
  if (transcript.length === 0) return NOTHING;
  return html`<h2>Transcript</h2>
    <div class="scroll">
      <table>
        ${transcript.map(messageRow)}
      </table>
    </div>`;
}

function messageRow(message: MessageRecord): Html {
  const { attempt = 1, command, direction, fields, fob, sealed, status, unixMs } = message;
  const marks = [
    ...(fob === undefined ? [] : [`fob ${fob}`]),
    ...(sealed ? ['sealed'] : []),
    ...(attempt > 1 ? [`sent ${String(attempt)} times`] : []),
  ].join(', ');
  const arrow = direction === 'request' ? '→' : '←';
  return html`<tr>
    <td class="mono whole">${momentText(unixMs)}</td>
    <td class="whole">${arrow} ${command} <span class="fields">${marks}</span></td>
    <td class="whole">${status ?? ''}</td>
    <td class="mono fields">${fields === undefined ? '' : JSON.stringify(fields)}</td>
  </tr>`;
}

export function factsList(record: RunRecord): Html {
  const { device, scenario } = record;
  const facts: readonly (readonly [string, string])[] = [
    ['scenario', `${scenario.name} (${scenario.file}, SHA-256 ${scenario.sha256.slice(0, 16)}…)`],
    ['parameters', parametersText(record)],
    ['rig', rigText(record)],
    [
      'fob',
      [device.deviceId, device.model, device.firmwareVersion, device.serialLabel]
        .filter((word) => word !== undefined)
        .join(', '),
    ],
    ['run', `${record.runId}, by ${record.tool}`],
    ['started', `${record.started.utc}, took ${spanText(secondsOf(record) * 1000)}`],
    ...record.equivalents.map(({ of, tolerance }) => [`in place of ${of}`, tolerance] as const),
    ...record.reasons.slice(1).map((reason) => [reason.verdict, reasonText(reason)] as const),
  ];
  return html`<dl>
    ${facts.map(
      ([name, value]) =>
        html`<dt>${name}</dt>
          <dd>${value}</dd>`,
    )}
  </dl>`;
}
