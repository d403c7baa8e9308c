/** The control-plane policies. */
import type { ControlledPolicy, FixedPolicy } from "./contract.ts";
import { clairvoyant } from "./policies/clairvoyant.ts";
import { ixBackground } from "./policies/ix-background.ts";
import { ixEnergy } from "./policies/ix-energy.ts";
import { minmax } from "./policies/minmax.ts";
import { sloFeedback } from "./policies/slo-feedback.ts";
import { staticPolicy } from "./policies/static.ts";

/** Those that can be simulated. */
export const POLICIES: readonly FixedPolicy[] = Object.freeze([
  staticPolicy, // no control plane: OSDI'14
]);

/** Those that decide: `ixlab pattern` runs them; definitions cannot name them yet. */
export const CONTROLLED_POLICIES: readonly ControlledPolicy[] = Object.freeze([
  ixEnergy, // Prekas et al., SoCC 2015
  ixBackground, // Prekas et al., SoCC 2015
  minmax, // IX, cp/ixcp.py
  sloFeedback, // knows the tail latency
  clairvoyant, // knows the load: the bound
]);
