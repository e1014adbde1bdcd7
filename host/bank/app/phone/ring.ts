import { el, svg } from './dom.ts';

/** From here on the rest is shown as a warning, in seconds. */
const SOON = 5;

export interface Ring {
  readonly element: HTMLElement;
  show(left: number): void;
}

/** The seconds of a step that are left, as a number in a ring that empties. */
export function countdownRing(stepSeconds: number, label: string): Ring {
  const circle = { cx: 60, cy: 60, r: 52, pathLength: stepSeconds };
  const rest = svg('circle', { ...circle, class: 'rest', transform: 'rotate(-90 60 60)' });
  const number = el('span', { class: 'seconds' });
  const picture = svg(
    'svg',
    { viewBox: '0 0 120 120', 'aria-hidden': 'true' },
    svg('circle', { ...circle, class: 'track' }),
    rest,
  );
  const element = el('div', { class: 'ring', role: 'timer', 'aria-label': label }, picture, number);
  return {
    element,
    show(left) {
      number.textContent = String(left);
      rest.setAttribute('stroke-dasharray', `${left} ${stepSeconds}`);
      element.classList.toggle('soon', left <= SOON);
    },
  };
}
