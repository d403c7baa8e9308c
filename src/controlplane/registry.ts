/** The control-plane policies. */
import type { ControlledPolicy, FixedPolicy } from "./contract.ts";
import { clairvoyant } from "./policies/clairvoyant.ts";
import { ixBackground } from "./policies/ix-background.ts";
import { ixEnergy } from "./policies/ix-energy.ts";
import { minmax } from "./policies/minmax.ts";
import { sloFeedback } from "./policies/slo-feedback.ts";
import { staticPolicy } from "./policies/static.ts";

export const POLICIES: readonly (FixedPolicy | ControlledPolicy)[] = Object.freeze([
  staticPolicy, // no control plane: OSDI'14
  ixEnergy, // Prekas et al., SoCC 2015
  ixBackground, // Prekas et al., SoCC 2015
  minmax, // IX, cp/ixcp.py
  sloFeedback, // knows the tail latency
  clairvoyant, // knows the load: the bound
]);

/** Whether a policy moves on its ladder while it runs. */
export const isControlled = (policy: FixedPolicy | ControlledPolicy): policy is ControlledPolicy =>
  "decide" in policy;
