/** Opaque global ids: a type and a key, unreadable to clients so that storage may change. */
import { badInput } from "../errors.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export function encodeNodeId(typename: string, id: string): string {
  return Buffer.from(`${typename}:${id}`, "utf8").toString("base64url");
}

export function decodeNodeId(globalId: string): { typename: string; id: string } {
  const text = Buffer.from(globalId, "base64url").toString("utf8");
  const colon = text.indexOf(":");
  const typename = text.slice(0, Math.max(0, colon));
  const id = text.slice(colon + 1);
  // Encoding again refuses what decoding let pass, such as characters outside the alphabet.
  if (!UUID.test(id) || encodeNodeId(typename, id) !== globalId) {
    throw badInput("This is not an id that this server gave out.");
  }
  return { typename, id };
}

/** The key inside a global id of a given type; an id of another type names nothing. */
export function keyOf(typename: string, globalId: string): string | null {
  const decoded = decodeNodeId(globalId);
  return decoded.typename === typename ? decoded.id : null;
}
