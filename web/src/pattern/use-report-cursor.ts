/** The report of a stack that is looked at: moved by keys or the pointer, the same in all panels. */
import { type KeyboardEvent, type PointerEvent, type RefObject, useState } from "react";
import { reportAt } from "../../../src/plot/pattern-stack-cursor.ts";
import { moveReport } from "./move-report.ts";
import type { ShownStack } from "./stack-data.ts";

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
