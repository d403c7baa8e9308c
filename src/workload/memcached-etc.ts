/** memcached 1.4.18 under the ETC mix, as OSDI'14 measured it. */
import { ETC_CLIENT_FIGURES, ETC_FIGURES, ETC_VALUE_SIZES } from "./etc-mix.ts";
import { defineMemcached, LOCKED_SERVER, MUTILATE_FIGURES } from "./memcached.ts";

const MEMCACHED_ETC_FIGURES = {
  ...ETC_FIGURES,
  ...LOCKED_SERVER,
  ...MUTILATE_FIGURES,
  ...ETC_CLIENT_FIGURES,
};

export const memcachedEtc = defineMemcached({
  id: "memcached-etc",
  title: "memcached, ETC",
  doc: "memcached 1.4.18 with its lock, values from 0 B to some KB, clients as for USR.",
  source: "OSDI'14 section 5.5; mutilate",
  figures: MEMCACHED_ETC_FIGURES,
  valueSizes: ETC_VALUE_SIZES,
});
