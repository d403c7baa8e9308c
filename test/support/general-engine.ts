/** Runs on the general engine what IX would simulate by the open-loop one. */
import { ix } from "../../src/dataplane/ix.ts";

export function onGeneralEngine<T>(run: () => T): T {
  const openLoop = Object.getOwnPropertyDescriptor(ix, "openLoop")!;
  Reflect.deleteProperty(ix, "openLoop");
  try {
    return run();
  } finally {
    Object.defineProperty(ix, "openLoop", openLoop);
  }
}
