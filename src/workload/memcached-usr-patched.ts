/** The authors' scalable memcached under the USR mix, as SoCC'15 and TOCS'16 measured it. */
import { calibrated } from "../hw/figure.ts";
import { defineMemcached, MUTILATE_FIGURES, PATCHED_SERVER } from "./memcached.ts";
import { USR_FIGURES, USR_VALUE_SIZES } from "./usr-mix.ts";

const MEMCACHED_USR_PATCHED_FIGURES = {
  ...USR_FIGURES,
  ...PATCHED_SERVER,
  ...MUTILATE_FIGURES,
  requestCycles: calibrated(
    1000,
    "cycles/request",
    "SoCC'15: the patterns peak at 6.2 M requests/s on 16 hardware threads",
  ),
};

export const memcachedUsrPatched = defineMemcached({
  id: "memcached-usr-patched",
  title: "memcached patched, USR",
  doc: "memcached without its shared lock and LRU update, small GETs, clients as for USR.",
  source: "SoCC'15; ix-project/memcached",
  figures: MEMCACHED_USR_PATCHED_FIGURES,
  valueSizes: USR_VALUE_SIZES,
});
