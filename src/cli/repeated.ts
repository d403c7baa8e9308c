/** For options that may be given again and again: all of their values, in order. */
export const repeated = (
  value: string,
  before: readonly string[] | undefined,
): readonly string[] => [...(before ?? []), value];
