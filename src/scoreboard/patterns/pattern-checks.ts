/** What must hold of the patterns beyond single numbers: which saves most, and how seldom the objective is missed. */
import type { Check } from "../check.ts";
import { type MeasuredPattern, meanOver } from "./pattern-rows.ts";

/** SoCC'15: the smooth pattern saves most, that with noise least. */
const BY_SAVING = ["slope", "step", "sine-noise"];
/** Short excursions: the papers show some at reconfigurations and give no share. */
const MOST_ABOVE = 0.05;

export const patternChecks = (patterns: readonly MeasuredPattern[]): readonly Check[] => [
  ...orderCheck(patterns),
  ...patterns.map(excursionCheck),
];

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

function orderCheck(patterns: readonly MeasuredPattern[]): readonly Check[] {
  const saved = BY_SAVING.map((name) => {
    const own = patterns.find(({ runs }) => runs.pattern === name && runs.goal === "energy");
    return own && meanOver(own, "energySaved").value;
  });
  if (saved.includes(undefined)) return [];
  const known = saved.flatMap((value) => value ?? []);
  const met = known.every((value, i) => i === 0 || value < (known[i - 1] ?? 0));
  return [
    {
      id: "order.energySaved",
      claim: `energy saved: ${BY_SAVING.join(" > ")}`,
      found: known.map(percent).join(", "),
      met: known.length < saved.length ? null : met,
    },
  ];
}

function excursionCheck(pattern: MeasuredPattern): Check {
  const { pattern: name, goal } = pattern.runs;
  const { value } = meanOver(pattern, "secondsAboveSlo");
  return {
    id: `${name}.${goal}.secondsAboveSlo`,
    claim: `${name}, ${goal}: p99 above the objective in less than ${percent(MOST_ABOVE)} of seconds`,
    found: value === null ? "-" : percent(value),
    met: value === null ? null : value < MOST_ABOVE,
  };
}
