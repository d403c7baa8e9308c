/**
 * What a control-plane policy is. For now a policy only says which clock the dataplane starts with;
 * observations and commands come with the first policy that reacts.
 */
import type { Member, Params, ParamValues } from "../params.ts";

export interface Policy<P extends Params = Params> extends Member<P> {
  /** Clock asked of the platform, in Hz; above the nominal clock means Turbo. */
  requestedHz(params: ParamValues<P>): number;
}

export const definePolicy = <P extends Params>(policy: Policy<P>): Policy<P> => policy;
