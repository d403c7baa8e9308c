/** The part of jstat that tests use as an oracle; it ships without types. */
declare module "jstat" {
  interface JStat {
    mean(values: readonly number[]): number;
    stdev(values: readonly number[], sample: boolean): number;
    variance(values: readonly number[], sample: boolean): number;
    /** p-value of a t score: sample size, number of sides. */
    ttest(score: number, n: number, sides: 1 | 2): number;
    readonly studentt: { cdf(x: number, df: number): number; inv(p: number, df: number): number };
  }
  const jstat: { readonly jStat: JStat };
  export default jstat;
}
