/** Ends a test run with the plain line `N passed, N failed` that people and machines look for. */
import type { Reporter, TestModule } from "vitest/node";

export default class ClosingLineReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    let passed = 0;
    let failed = unhandledErrors.length;
    let skipped = 0;
    for (const module of modules) {
      let tests = 0;
      for (const test of module.children.allTests()) {
        tests += 1;
        const { state } = test.result();
        if (state === "passed") passed += 1;
        else if (state === "failed") failed += 1;
        else skipped += 1;
      }
      // A file that broke before its tests were known has failed, whatever it would have counted.
      if (module.state() === "failed" && (tests === 0 || module.errors().length > 0)) failed += 1;
    }
    const closing = `${passed} passed, ${failed} failed`;
    process.stdout.write(`\n${skipped > 0 ? `${closing}, ${skipped} skipped` : closing}\n`);
  }
}
