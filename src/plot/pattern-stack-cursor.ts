/** Where the reports of a stack stand from left to right, for a cursor that goes through all panels. */
import { STACK_MARGIN } from "./pattern-stack-axes.ts";
import { middleOf, type PatternStack } from "./pattern-stack-data.ts";

const span = (width: number): number => width - STACK_MARGIN.left - STACK_MARGIN.right;

const timesOf = ({ reports }: PatternStack) => {
  const fromS = reports[0]?.fromS ?? 0;
  return { fromS, lengthS: (reports.at(-1)?.toS ?? fromS + 1) - fromS };
};

/** Middle of a report, in pixels from the left of a bare drawing of some width; undefined if there is no such report. */
export function reportPlace(stack: PatternStack, width: number, index: number): number | undefined {
  const report = stack.reports[index];
  if (report === undefined) return undefined;
  const { fromS, lengthS } = timesOf(stack);
  return STACK_MARGIN.left + (span(width) * (middleOf(report) - fromS)) / lengthS;
}

/** The report that a place in such a drawing is in or next to; undefined without reports. */
export function reportAt(stack: PatternStack, width: number, x: number): number | undefined {
  const { fromS, lengthS } = timesOf(stack);
  const s = fromS + (lengthS * (x - STACK_MARGIN.left)) / span(width);
  const { reports } = stack;
  if (reports.length === 0) return undefined;
  const after = reports.findIndex(({ toS }) => toS > s);
  return after === -1 ? reports.length - 1 : after;
}
