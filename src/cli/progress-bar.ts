/**
 * One progress bar with an ETA, on stderr: a live line in a terminal, a line now and then elsewhere,
 * so that a log stays readable.
 */
import { Presets, SingleBar } from "cli-progress";

export interface Progress {
  readonly note?: string;
  /** Of all work, 0 to 1, where runs differ in length; else that of runs. */
  readonly share?: number;
}

export interface ProgressBar {
  /** @param done finished runs, fractions of running ones included. */
  update(done: number, more?: Progress): void;
  stop(): void;
}

const LOG_EVERY_MS = 5_000;

export function progressBar(label: string, total: number): ProgressBar {
  const started = performance.now();
  return process.stderr.isTTY === true
    ? liveBar(label, total, started)
    : lines(label, total, started);
}

function liveBar(label: string, total: number, started: number): ProgressBar {
  const bar = new SingleBar(
    {
      format: `${label} [{bar}] {percent}%  {shown}/${total} runs  {eta_text}  {note}`,
      stream: process.stderr,
      hideCursor: true,
      clearOnComplete: false,
      barsize: 32,
      linewrap: false,
    },
    Presets.rect,
  );
  bar.start(total, 0, { shown: 0, eta_text: "", note: "" });
  return {
    update(done, { note = "", share = done / total } = {}) {
      const shown = Math.floor(done);
      bar.update(share * total, { shown, eta_text: etaText(done >= total, share, started), note });
    },
    stop: () => bar.stop(),
  };
}

function lines(label: string, total: number, started: number): ProgressBar {
  let last = Number.NEGATIVE_INFINITY;
  let written = -1;
  return {
    update(done, { note = "", share = done / total } = {}) {
      const now = performance.now();
      const ended = done >= total;
      if (written === done || (!ended && now - last < LOG_EVERY_MS)) return;
      last = now;
      written = done;
      const percent = (100 * (ended ? 1 : share)).toFixed(0);
      const parts = [
        `${label} ${percent}%`,
        `${Math.floor(done)}/${total} runs`,
        etaText(ended, share, started),
        note,
      ];
      process.stderr.write(`${parts.filter((p) => p !== "").join("  ")}\n`);
    },
    stop: () => undefined,
  };
}

/** @param share of the work that is done. */
function etaText(ended: boolean, share: number, started: number): string {
  const elapsed = (performance.now() - started) / 1000;
  if (ended) return `${elapsed.toFixed(1)} s`;
  if (share <= 0 || elapsed < 1) return "ETA ...";
  return `ETA ${duration((elapsed / share) * (1 - share))}`;
}

function duration(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}
