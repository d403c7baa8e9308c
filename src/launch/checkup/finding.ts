/** What a check-up found of one part of the machine, and what to do about it. */
export interface Finding {
  readonly part: string;
  /** FAIR: it works, but may not for long. WRONG: ixlab cannot serve like this. */
  readonly state: "GOOD" | "FAIR" | "WRONG";
  /** What is there, in a few words. */
  readonly found: string;
  /** What to do; empty if all is well. */
  readonly advice: string;
}

export const good = (part: string, found: string): Finding => ({
  part,
  state: "GOOD",
  found,
  advice: "",
});

export const fair = (part: string, found: string, advice: string): Finding => ({
  part,
  state: "FAIR",
  found,
  advice,
});

export const wrong = (part: string, found: string, advice: string): Finding => ({
  part,
  state: "WRONG",
  found,
  advice,
});
