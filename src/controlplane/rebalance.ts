/**
 * Which flow groups move when a step changes the threads in use. Each target thread in turn takes what it
 * lacks of its share from the threads that have more than theirs: one command per source, with the whole
 * batch of groups. Commands are carried out one after the other; a target that owns no group yet is parked
 * and has to be woken before its first command. Nothing moves that need not.
 * Source: IX, `cp/ixcp.py`, `set_cpus`.
 */

/** One command to a source thread: hand these flow groups to the target. */
export interface MigrateCommand {
  readonly source: number;
  readonly target: number;
  /** Flow groups, rising. */
  readonly groups: readonly number[];
}

export interface Rebalancing {
  /** In the order in which they are carried out. */
  readonly commands: readonly MigrateCommand[];
  /** Threads that are left without flow groups and are parked when all commands are done, rising. */
  readonly parked: readonly number[];
}

/**
 * @param table thread of each flow group, as the NIC's redirection table has it now.
 * @param targets distinct threads that shall share the flow groups: the first get the larger shares.
 */
export function rebalance(table: ArrayLike<number>, targets: readonly number[]): Rebalancing {
  if (targets.length === 0) throw new RangeError("flow groups need at least one target thread");
  const owned = groupsByThread(table, targets);
  const shareOf = sharesOf(table.length, targets);
  const threads = [...owned.keys()].sort((a, b) => a - b);
  const commands: MigrateCommand[] = [];
  for (const target of targets) {
    for (const source of threads) {
      if (source === target) continue;
      const held = owned.get(source) ?? [];
      const own = owned.get(target) ?? [];
      const lack = (shareOf.get(target) ?? 0) - own.length;
      // A thread that is no target has no share: it leaves, and all that it owns is surplus.
      const surplus = held.length - (shareOf.get(source) ?? 0);
      const moving = Math.min(lack, surplus);
      if (moving <= 0) continue;
      const groups = held.slice(-moving);
      commands.push({ source, target, groups });
      owned.set(source, held.slice(0, -moving));
      owned.set(target, [...own, ...groups]);
    }
  }
  return { commands, parked: threads.filter((thread) => owned.get(thread)?.length === 0) };
}

/** Flow groups of each thread that owns any, and of each target, rising. */
function groupsByThread(
  table: ArrayLike<number>,
  targets: readonly number[],
): Map<number, readonly number[]> {
  const owned = new Map<number, number[]>(targets.map((target) => [target, []]));
  for (const [group, thread] of Array.from(table).entries()) {
    const groups = owned.get(thread) ?? [];
    groups.push(group);
    owned.set(thread, groups);
  }
  return owned;
}

/** Flow groups due to each target: equal shares, the first `groups mod targets` of them one more. */
function sharesOf(groups: number, targets: readonly number[]): Map<number, number> {
  const share = Math.floor(groups / targets.length);
  const larger = groups % targets.length;
  return new Map(targets.map((target, i) => [target, share + (i < larger ? 1 : 0)]));
}
