/** Facebook's USR mix: keys of 19 B, values of 2 B, 99.8 % GET. Source: OSDI'14 section 5.5; SoCC'15 scripts. */
import { assumed, calibrated, given } from "../hw/figure.ts";

export const USR_VALUE_SIZES = Int32Array.of(2);

export const USR_FIGURES = {
  requestCycles: calibrated(3250, "cycles/request", "OSDI'14 Fig. 5, USR rows of IX: peak"),
  variableShare: assumed(0.5, "ratio", "spread of parse, hash and copy"),
  byteCycles: given(0, "cycles/B", "values of 2 B"),
  requestPayload: given(24 + 19, "B", "binary GET header and 19 B key; SoCC'15 scripts"),
  responseHeader: given(24 + 4, "B", "binary header and flags; SoCC'15 scripts"),
} as const;
