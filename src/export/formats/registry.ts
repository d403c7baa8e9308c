/** The formats of an export. */
import type { Format } from "./contract.ts";
import { csv } from "./csv.ts";
import { jsonLines } from "./jsonl.ts";
import { parquet } from "./parquet.ts";

export const FORMATS: readonly Format[] = Object.freeze([csv, jsonLines, parquet]);
