/** What parent and child say to each other over IPC. */
import type { RunPlan } from "../experiment/plan.ts";

/** To the child: compute this. */
export interface SimulateMessage {
  readonly contentKey: string;
  readonly plan: RunPlan;
}

/** From the child. */
export type ChildMessage =
  /** It has loaded its program and listens. */
  | { readonly kind: "READY" }
  | { readonly kind: "PROGRESS"; readonly fraction: number }
  | {
      readonly kind: "DONE";
      /** The encoded record, as JSON text. */
      readonly record: string;
      readonly digest: string;
      readonly wallMs: number;
    }
  | { readonly kind: "THREW"; readonly message: string };
