import ApexCharts from '../lib/apexcharts/apexcharts.esm.js';

const number = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 });
const usd = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD', maximumFractionDigits: 0 });
const percent = new Intl.NumberFormat('en-US', { style: 'percent', maximumFractionDigits: 3 });
const formats = {
  Number: (value) => number.format(value),
  Usd: (value) => usd.format(value),
  Percent: (value) => percent.format(value),
};

const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function annotation(line) {
  const color = css(line.color);
  const band = line.y2 !== null && line.y2 !== undefined;
  return {
    y: line.y,
    y2: band ? line.y2 : null,
    borderColor: color,
    fillColor: color,
    opacity: line.opacity,
    strokeDashArray: band ? 0 : 4,
    label: line.label
      ? {
          text: line.label,
          position: 'left',
          textAnchor: 'start',
          offsetX: 4,
          offsetY: 15,
          borderWidth: 0,
          style: { background: 'transparent', color: css('--qf-muted'), fontSize: '11px', padding: { left: 2, right: 2, top: 0, bottom: 0 } },
        }
      : undefined,
  };
}

// What depends on the colour scheme, so that it can be set anew when the scheme changes.
function themed(options) {
  return {
    colors: [css(options.series.color)],
    grid: { borderColor: css('--qf-line'), strokeDashArray: 0, padding: { left: 8, right: 16, top: -16, bottom: 0 } },
    annotations: { yaxis: options.annotations.map(annotation) },
    xaxis: {
      labels: { style: { colors: css('--qf-muted'), fontSize: '11px' } },
      crosshairs: { stroke: { color: css('--qf-muted') } },
    },
    yaxis: { labels: { style: { colors: css('--qf-muted'), fontSize: '11px' } } },
    tooltip: { theme: document.documentElement.dataset.theme === 'light' ? 'light' : 'dark' },
  };
}

function merge(target, extra) {
  for (const [key, value] of Object.entries(extra)) {
    const both = value && target[key] && typeof value === 'object' && !Array.isArray(value);
    target[key] = both ? merge({ ...target[key] }, value) : value;
  }
  return target;
}

function configuration(options, points) {
  const format = formats[options.yaxis.format];
  const label = (value) => points[Math.round(value) - 1]?.x ?? '';
  const fixed = {
    chart: {
      type: options.series.type === 'Area' ? 'area' : 'line',
      height: options.height,
      width: '100%',
      group: options.group ?? undefined,
      id: options.group ? `${options.group}-${options.series.name}` : undefined,
      animations: { enabled: false },
      toolbar: { show: false },
      zoom: { enabled: false },
      fontFamily: 'Roboto, sans-serif',
      background: 'transparent',
      parentHeightOffset: 0,
      redrawOnParentResize: true,
      redrawOnWindowResize: true,
    },
    dataLabels: { enabled: false },
    legend: { show: false },
    markers: { size: 0, hover: { size: 4 } },
    stroke: { width: 2, curve: 'straight' },
    fill:
      options.series.type === 'Area'
        ? { type: 'gradient', gradient: { shadeIntensity: 0, opacityFrom: 0.28, opacityTo: 0.02, stops: [0, 100] } }
        : { type: 'solid' },
    xaxis: {
      type: 'numeric',
      tickAmount: 6,
      tooltip: { enabled: false },
      axisBorder: { show: false },
      axisTicks: { show: false },
      labels: { show: options.showXaxisLabels, formatter: label, rotate: 0, hideOverlappingLabels: true },
    },
    yaxis: {
      min: options.yaxis.min ?? undefined,
      max: options.yaxis.max ?? undefined,
      tickAmount: options.yaxis.tickAmount,
      forceNiceScale: options.yaxis.min === null,
      labels: { formatter: format, minWidth: 76, maxWidth: 76 },
    },
    tooltip: { x: { formatter: label }, y: { formatter: format } },
    states: { hover: { filter: { type: 'none' } } },
  };
  return merge(fixed, themed(options));
}

const data = (points) => points.map((point, index) => ({ x: index + 1, y: point.y }));

export async function create(element, first, initial) {
  let options = first;
  const points = [...initial];
  const chart = new ApexCharts(element, {
    ...configuration(options, points),
    series: [{ name: options.series.name, data: data(points) }],
  });
  await chart.render();

  // A drawing costs the browser some hundred changes: at most one a second, and of a long curve one for each fiftieth
  // that is new. None while somebody points at the panel, for it would take the value from under their eyes.
  let due = 0;
  let drawnAt = performance.now();
  let behind = false;
  const held = () => area.matches(':hover');
  const draw = () => {
    due = 0;
    if (held()) return;
    behind = false;
    drawnAt = performance.now();
    chart.updateSeries([{ data: data(points) }], false);
  };
  const schedule = () => {
    if (due || !behind || held()) return;
    const pace = Math.min(10_000, Math.max(1_000, 20 * points.length));
    due = setTimeout(draw, Math.max(0, drawnAt + pace - performance.now()));
  };
  const area = element.closest('.panel') ?? element;
  area.addEventListener('pointerleave', schedule);
  const scheme = new MutationObserver(() => {
    const { series, ...rest } = configuration(options, points);
    chart.updateOptions(rest, false, false, false);
  });
  scheme.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });

  return {
    reform(next) {
      options = next;
      const { series, ...rest } = configuration(options, points);
      chart.updateOptions(rest, false, false, false);
    },
    splice(start, added) {
      points.splice(start, points.length - start, ...added);
      behind = true;
      schedule();
    },
    dispose() {
      scheme.disconnect();
      clearTimeout(due);
      area.removeEventListener('pointerleave', schedule);
      chart.destroy();
    },
  };
}
