/**
 * What a figure of a paper is drawn from: panels with axes, a simulated line per series and published
 * values as markers. Plain data, so that it can be stored and drawn again anywhere.
 */
export interface PaperPoint {
  readonly x: number;
  readonly y: number;
  /** Ends of the interval around `y`. */
  readonly low?: number;
  readonly high?: number;
}

export interface PaperAxis {
  /** With its unit. */
  readonly label: string;
  readonly scale: "linear" | "log2" | "log10";
  /** Values are shown divided by it. */
  readonly unit: number;
  /** Where the axis ends, in base units; without it, above the highest value. */
  readonly top?: number;
}

export interface PaperSeries {
  /** Series of one id are one system: same colour and marker. */
  readonly id: string;
  readonly name: string;
  readonly dataplane: string;
  /** Drawn thinner and dashed, such as a mean beside a percentile. */
  readonly isSecondary: boolean;
  readonly simulated: readonly PaperPoint[];
  readonly published: readonly PaperPoint[];
}

export interface PaperPanel {
  /** Null for the only panel of a figure. */
  readonly title: string | null;
  readonly x: PaperAxis;
  readonly y: PaperAxis;
  /** A level that is marked by a line, such as an objective. */
  readonly limit: { readonly value: number; readonly label: string } | null;
  readonly series: readonly PaperSeries[];
}

export interface PaperFigureData {
  /** As the paper counts: "3a". */
  readonly id: string;
  readonly title: string;
  readonly panels: readonly PaperPanel[];
  readonly provenance: {
    /** Where the published values are from. */
    readonly source: string;
    readonly modelVersion: string;
    readonly replications: number;
  };
}
