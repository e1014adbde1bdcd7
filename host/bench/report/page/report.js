'use strict';
// Filters the runs, and draws the timeline of each when it is opened first.
(() => {
  const runs = [...document.querySelectorAll('details.run')];
  const buttons = [...document.querySelectorAll('.filters button')];
  const search = document.querySelector('.filters input');
  // A canvas knows neither variables nor light-dark(): the browser resolves them.
  const probe = document.body.appendChild(document.createElement('i'));
  const colour = (name) => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const pictures = JSON.parse(document.getElementById('pictures').textContent);

  const pressed = (button) => button.getAttribute('aria-pressed') === 'true';
  function filter() {
    const shown = new Set(buttons.filter(pressed).map(({ dataset }) => dataset.verdict));
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const run of runs) {
      const text = run.querySelector('summary').textContent.toLowerCase();
      run.hidden = !shown.has(run.dataset.verdict) || !words.every((word) => text.includes(word));
    }
  }
  for (const button of buttons) {
    button.addEventListener('click', () => {
      button.setAttribute('aria-pressed', String(!pressed(button)));
      filter();
    });
  }
  search.addEventListener('input', filter);

  /** More lines than this would hide the curve. */
  const MOST_MARKS = 60;
  const SERIES = [
    { field: 'batteryPercent', label: 'battery, %', ink: 'battery' },
    { field: 'driftSeconds', label: 'clock error, s', ink: 'drift' },
    { field: 'celsius', label: 'temperature, °C', ink: 'celsius' },
    { field: 'railVolts', label: 'rail, V', ink: 'rail' },
  ];

  /** Vertical lines where something happened: faults in red, the rest faint. */
  function marksOf(marks) {
    const draw = (u) => {
      const { ctx, bbox } = u;
      ctx.save();
      for (const { at, text } of marks) {
        const x = Math.round(u.valToPos(at, 'x', true));
        const isFault = text.startsWith('fault');
        if (x < bbox.left || x > bbox.left + bbox.width) continue;
        if (!isFault && marks.length > MOST_MARKS) continue;
        ctx.strokeStyle = isFault ? colour('mark') : colour('faint');
        ctx.globalAlpha = isFault ? 0.9 : 0.35;
        ctx.setLineDash(isFault ? [6, 3] : [2, 4]);
        ctx.beginPath();
        ctx.moveTo(x, bbox.top);
        ctx.lineTo(x, bbox.top + bbox.height);
        ctx.stroke();
      }
      ctx.restore();
    };
    return { hooks: { draw } };
  }

  /** A range of its own for values that stand still, so that they do not stick to an edge. */
  function rangeOf(_u, low, high) {
    if (low === null || high === null) return [0, 1];
    const pad = high > low ? (high - low) * 0.12 : Math.max(Math.abs(high) * 0.1, 1);
    return [low - pad, high + pad];
  }

  const DAY = 86_400;
  /** Ticks as 2027-01-03, 01-03 06:00 or 06:00:15, by how far apart they are. */
  function moments(_u, splits) {
    const apart = splits.length > 1 ? splits[1] - splits[0] : 1;
    return splits.map((seconds) => {
      const text = new Date(seconds * 1000).toISOString();
      if (apart >= DAY) return text.slice(0, 10);
      if (apart >= 60) return `${text.slice(5, 10)} ${text.slice(11, 16)}`;
      return apart >= 1 ? text.slice(11, 19) : text.slice(11, 23);
    });
  }
  const momentOf = (_u, seconds) =>
    seconds === null ? '' : new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ');

  function plot(host, data, series, last) {
    const points = data.samples.filter((sample) => sample[series.field] !== undefined);
    const box = document.createElement('div');
    box.className = 'plot';
    host.append(box);
    const HEIGHT = last ? 150 : 112;
    const line = { stroke: colour('line'), width: 1 };
    const axis = { stroke: colour('faint'), grid: line, ticks: line };
    const time = last ? { values: moments, space: 110 } : { values: () => [], size: 6 };
    const options = {
      title: series.label,
      width: host.clientWidth,
      height: HEIGHT,
      // The last moment of the axis is written around its end.
      padding: [null, 56, null, null],
      legend: { show: true, live: true },
      cursor: { sync: { key: data.key }, points: { size: 7 } },
      scales: { x: { time: true, min: data.from, max: data.to }, y: { range: rangeOf } },
      // World time is UTC, wherever the report is read.
      tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC'),
      axes: [
        { ...axis, ...time },
        { ...axis, size: 64, space: 24 },
      ],
      series: [
        { label: 'at', value: momentOf },
        {
          label: series.label,
          value: (_u, value) => (value === null ? '' : `${Number(value.toPrecision(6))}`),
          stroke: colour(series.ink),
          fill: colour(series.ink).replace('rgb(', 'rgba(').replace(')', ', 0.13)'),
          width: 2,
          points: { show: points.length < 80, size: 5 },
          paths: uPlot.paths.linear(),
        },
      ],
      plugins: [marksOf(data.marks)],
    };
    const columns = [points.map(({ at }) => at), points.map((sample) => sample[series.field])];
    const chart = new uPlot(options, columns, box);
    new ResizeObserver(() => {
      chart.setSize({ width: host.clientWidth, height: HEIGHT });
    }).observe(host);
  }

  function open(run) {
    if (!run.open || run.dataset.drawn === 'true') return;
    run.dataset.drawn = 'true';
    for (const image of run.querySelectorAll('img[data-picture]')) {
      const svg = pictures[Number(image.dataset.picture)];
      image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
    }
    for (const host of run.querySelectorAll('.plots')) {
      const data = JSON.parse(host.querySelector('script').textContent);
      const drawn = SERIES.filter(({ field }) =>
        data.samples.some((one) => one[field] !== undefined),
      );
      drawn.forEach((series, index) => {
        plot(host, data, series, index === drawn.length - 1);
      });
    }
  }
  for (const run of runs) {
    run.addEventListener('toggle', () => {
      open(run);
    });
    open(run);
  }
})();
