/** memcached 1.4.18 under the USR mix, as OSDI'14 measured it. */
import { defineMemcached, LOCKED_SERVER, MUTILATE_FIGURES } from "./memcached.ts";
import { USR_FIGURES, USR_VALUE_SIZES } from "./usr-mix.ts";

const MEMCACHED_USR_FIGURES = { ...USR_FIGURES, ...LOCKED_SERVER, ...MUTILATE_FIGURES };

export const memcachedUsr = defineMemcached({
  id: "memcached-usr",
  title: "memcached, USR",
  doc: "memcached 1.4.18 with its lock, small GETs, open-loop Poisson clients that keep at most four requests outstanding per connection.",
  source: "OSDI'14 section 5.5; mutilate",
  figures: MEMCACHED_USR_FIGURES,
  valueSizes: USR_VALUE_SIZES,
});
