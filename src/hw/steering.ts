/** Where the NIC steers each connection: to a hardware thread, over a port; the same on both machines of a ping-pong. */

/** More than any workload's connections. */
const CONNECTIONS = 1 << 19;

export const threadOf = new Int32Array(CONNECTIONS);
export const portOf = new Uint8Array(CONNECTIONS);
