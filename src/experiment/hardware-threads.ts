/**
 * Which hardware threads a system of some size uses: ids are 2 * core + HT, and they are added as the
 * papers add them, core by core, and in a core HT by HT.
 */

/** The first `count` hardware threads. */
export const firstThreads = (count: number): readonly number[] =>
  Array.from({ length: count }, (_, thread) => thread);

/**
 * The threads of the first `cores` cores.
 * @param perCore hyperthreads that a core has.
 * @param used hyperthreads in use on each.
 */
export const threadsOfCores = (cores: number, perCore: number, used: number): readonly number[] =>
  Array.from({ length: cores }, (_, core) =>
    Array.from({ length: used }, (_, ht) => core * perCore + ht),
  ).flat();

/** How many cores some threads are on. */
export const coresOf = (threads: readonly number[], perCore: number): number =>
  new Set(threads.map((thread) => Math.floor(thread / perCore))).size;
