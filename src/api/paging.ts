/**
 * Pages of lists by key, never by offset: a cursor names the list it belongs to and the position
 * after which to go on, so rows added meanwhile do not shift pages.
 */
import type { Window } from "../db/read/stored.ts";
import { ApiError, badInput } from "./errors.ts";

export interface PageArgs {
  readonly first?: number | null | undefined;
  readonly last?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly before?: string | null | undefined;
}

const MAX_PAGE = 100;
const DEFAULT_PAGE = 50;

/** A cursor is only good in the list that gave it out: `list` names it, parents included. */
export function encodeCursor(list: string, position: number): string {
  return Buffer.from(`${list}|${position}`, "utf8").toString("base64url");
}

export function decodeCursor(list: string, cursor: string): number {
  const text = Buffer.from(cursor, "base64url").toString("utf8");
  const split = text.lastIndexOf("|");
  const digits = text.slice(split + 1);
  const position = /^(0|[1-9][0-9]{0,9})$/.test(digits) ? Number(digits) : Number.NaN;
  const ours = encodeCursor(list, position) === cursor && position <= 2147483647;
  if (!ours) {
    throw new ApiError("INVALID_CURSOR", "This cursor was not given out by this list.");
  }
  return position;
}

function checkedSize(name: "first" | "last", size: number): number {
  if (Number.isInteger(size) && size >= 1 && size <= MAX_PAGE) return size;
  throw badInput(`${name} must be 1..${MAX_PAGE}, got ${size}.`);
}

/** The part of a list that the arguments ask for, and one row more, to know whether more follow. */
export function windowOf(args: PageArgs, list: string): Window {
  const { first, last, after, before } = args;
  if (first != null && last != null) throw badInput("Give first or last, not both.");
  if (after != null && before != null) throw badInput("Give after or before, not both.");
  const size =
    last != null ? checkedSize("last", last) : checkedSize("first", first ?? DEFAULT_PAGE);
  return {
    limit: size + 1,
    fromEnd: last != null,
    ...(after == null ? {} : { after: decodeCursor(list, after) }),
    ...(before == null ? {} : { before: decodeCursor(list, before) }),
  };
}

/** The cost of a page: every field below it counts once per item. */
export function pageComplexity(args: PageArgs): { field: number; multiplier: number } {
  const size = args.first ?? args.last ?? DEFAULT_PAGE;
  return { field: 1, multiplier: Math.min(Math.max(size, 1), MAX_PAGE) };
}

interface PageOf<Row> {
  /** At most `window.limit` rows, in list order. */
  readonly rows: readonly Row[];
  readonly window: Window;
  readonly list: string;
  readonly positionOf: (row: Row) => number;
  readonly totalCount: () => Promise<number> | number;
}

/** Rows as a Relay connection. */
export function connectionOf<Row>(page: PageOf<Row>) {
  const { rows, window, list, positionOf, totalCount } = page;
  const more = rows.length >= window.limit;
  const kept = more ? (window.fromEnd ? rows.slice(1) : rows.slice(0, -1)) : rows;
  const edges = kept.map((node) => ({ cursor: encodeCursor(list, positionOf(node)), node }));
  return {
    edges,
    totalCount,
    pageInfo: {
      hasNextPage: window.fromEnd ? window.before !== undefined : more,
      hasPreviousPage: window.fromEnd ? more : window.after !== undefined,
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

/** The part of a list that is already in memory, in list order by position. */
export function sliceOf<Row>(
  all: readonly Row[],
  window: Window,
  positionOf: (row: Row) => number,
): readonly Row[] {
  const { after = -1, before = Number.POSITIVE_INFINITY } = window;
  const within = all.filter((row) => positionOf(row) > after && positionOf(row) < before);
  return window.fromEnd ? within.slice(-window.limit) : within.slice(0, window.limit);
}
