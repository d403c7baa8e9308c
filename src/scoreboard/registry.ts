/** Every suite, in the order in which a reader wants them. The first is the default. */
import type { Suite } from "./suite.ts";
import { osdi14 } from "./suites/osdi14.ts";
import { seed } from "./suites/seed.ts";
import { socc15 } from "./suites/socc15.ts";

export const SUITES: readonly Suite[] = Object.freeze([osdi14, socc15, seed]);

export const DEFAULT_SUITE = osdi14.id;

export const suiteNamed = (id: string): Suite | undefined => SUITES.find((one) => one.id === id);
