/** Rows in groups of bounded size: an export holds one group at a time, however long it is. */
import type { Row } from "./table.ts";

/** There is at least one group, which is empty if there are no rows. */
export async function* rowGroups(
  rows: AsyncIterable<Row>,
  size: number,
): AsyncGenerator<readonly Row[]> {
  let group: Row[] = [];
  let isFirst = true;
  for await (const row of rows) {
    group.push(row);
    if (group.length < size) continue;
    yield group;
    group = [];
    isFirst = false;
  }
  if (group.length > 0 || isFirst) yield group;
}
