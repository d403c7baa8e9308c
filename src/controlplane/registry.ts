/** The control-plane policies that can be simulated. */
import type { Policy } from "./contract.ts";
import { staticPolicy } from "./policies/static.ts";

export type { Policy } from "./contract.ts";

export const POLICIES: readonly Policy[] = Object.freeze([
  staticPolicy, // no control plane: OSDI'14
]);
