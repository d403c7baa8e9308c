/** The report of a stack that is looked at: moved by keys or the pointer, the same in all panels. */
import { type KeyboardEvent, type PointerEvent, type RefObject, useState } from "react";
import { reportAt } from "../../../src/plot/pattern-stack-cursor.ts";
import type { ShownStack } from "./stack-data.ts";

/** Reports per Page Up and Page Down. */
const PAGE = 10;

/** The cursor after a key; undefined if the key means nothing here. */
export function moveReport(
  reports: number,
  cursor: number | undefined,
  key: string,
): number | undefined {
  if (reports === 0) return undefined;
  const at = cursor ?? -1;
  const places: Readonly<Record<string, number>> = {
    ArrowRight: at + 1,
    ArrowLeft: at - 1,
    PageUp: at - PAGE,
    PageDown: at + PAGE,
    Home: 0,
    End: reports - 1,
  };
  const to = Object.hasOwn(places, key) ? places[key] : undefined;
  return to === undefined ? undefined : Math.max(0, Math.min(reports - 1, to));
}

export function useReportCursor(
  plot: RefObject<HTMLElement | null>,
  stack: ShownStack,
  speak: (index: number) => string,
) {
  const [chosen, setCursor] = useState<number>();
  const [spoken, setSpoken] = useState("");
  // Another run may have fewer reports.
  const cursor = chosen !== undefined && chosen < stack.reports.length ? chosen : undefined;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") setCursor(undefined);
    const next = moveReport(stack.reports.length, cursor, event.key);
    if (next === undefined) return;
    event.preventDefault();
    setCursor(next);
    setSpoken(speak(next));
  };
  const onPointer = (event: PointerEvent) => {
    const box = plot.current?.getBoundingClientRect();
    if (box === undefined) return;
    setCursor(reportAt(stack, box.width, event.clientX - box.x));
  };
  const leave = () => setCursor(undefined);
  return {
    cursor,
    spoken,
    handlers: {
      onKeyDown,
      onPointerMove: onPointer,
      onPointerDown: onPointer,
      onPointerLeave: leave,
      onBlur: leave,
    },
  };
}
