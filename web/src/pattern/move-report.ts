/** Where keys lead from the report of a stack that is looked at. */

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
