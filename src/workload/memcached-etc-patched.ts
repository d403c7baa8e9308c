/** The authors' scalable memcached under the ETC mix. */
import { assumed } from "../hw/figure.ts";
import { ETC_CLIENT_FIGURES, ETC_FIGURES, ETC_VALUE_SIZES } from "./etc-mix.ts";
import { defineMemcached, MUTILATE_FIGURES, PATCHED_SERVER } from "./memcached.ts";

const MEMCACHED_ETC_PATCHED_FIGURES = {
  ...ETC_FIGURES,
  ...PATCHED_SERVER,
  ...MUTILATE_FIGURES,
  ...ETC_CLIENT_FIGURES,
  requestCycles: assumed(
    1850,
    "cycles/request",
    "as far above the patched USR server as ETC is above USR in 1.4.18",
  ),
};

export const memcachedEtcPatched = defineMemcached({
  id: "memcached-etc-patched",
  title: "memcached patched, ETC",
  doc: "memcached without its shared lock and LRU update, values from 0 B to some KB, clients as for ETC.",
  source: "SoCC'15; ix-project/memcached",
  figures: MEMCACHED_ETC_PATCHED_FIGURES,
  valueSizes: ETC_VALUE_SIZES,
});
