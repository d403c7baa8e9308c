/** Icons as strokes of the text colour; always beside a word, so hidden from screen readers. */

const PATHS = {
  clock: "M8 4.5V8l2.3 1.5M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 0 0 0-13z",
  running: "M8 1.5a6.5 6.5 0 1 1-6.5 6.5",
  pause: "M5.5 3v10M10.5 3v10",
  play: "M4.5 2.5l8 5.5l-8 5.5z",
  stop: "M3.5 3.5h9v9h-9z",
  fill: "M2.5 2.5h4v4h-4zM9.5 2.5h4v4h-4zM2.5 9.5h4v4h-4zM11.5 9v5M9 11.5h5",
  check: "M3 8.5l3.3 3.3L13 4.8",
  partial: "M8 2L15 14H1zM8 6.5v3.5M8 12v.2",
  cross: "M4 4l8 8M12 4l-8 8",
  question: "M6 6a2 2 0 1 1 2.8 1.9c-.6.3-.8.7-.8 1.3M8 11.5v.2",
  sun: "M8 5.2a2.8 2.8 0 1 0 0 5.6a2.8 2.8 0 0 0 0-5.6zM8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1.1 1.1M11.9 11.9L13 13M3 13l1.1-1.1M11.9 4.1L13 3",
  moon: "M13.5 9.8A6 6 0 1 1 6.2 2.5a4.8 4.8 0 0 0 7.3 7.3z",
  contrast:
    "M8 1.8a6.2 6.2 0 1 0 0 12.4a6.2 6.2 0 0 0 0-12.4M8 2v12M9.8 3v10M11.6 4.2v7.6M13.2 6v4",
  plus: "M8 3v10M3 8h10",
  copy: "M5.5 5.5h8v8h-8zM10.5 2.5h-8v8",
  download: "M8 2v8.5M4.5 7.2L8 10.7l3.5-3.5M2.5 13.5h11",
  table: "M2 3.5h12v9H2zM2 6.7h12M6.5 6.7v5.8",
  live: "M8 7.2a.8.8 0 1 0 0 1.6a.8.8 0 0 0 0-1.6zM5.2 5.2a4 4 0 0 0 0 5.6M10.8 5.2a4 4 0 0 1 0 5.6M3 3a7 7 0 0 0 0 10M13 3a7 7 0 0 1 0 10",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className={`icon icon-${name}`} viewBox="0 0 16 16" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
