/** Lines of frames on their way: first and last frame; the line of a thread and a port is thread * ports + port. */

/** Machines of one simulation: a second one is the far end of a ping-pong. */
export const MACHINES = 2;
/** Lines of one machine at most. */
export const LINES = 2048;

export const head = new Int32Array(MACHINES * LINES);
export const tail = new Int32Array(MACHINES * LINES);
