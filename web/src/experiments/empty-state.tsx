/** No experiment yet: what one is, a runnable example, and the commands for those who prefer them. */
import { CodeBlock } from "../parts/code-block.tsx";
import { SubmitForm } from "../submit/submit-form.tsx";

const COMMANDS = `# without a service, in the terminal
ixlab run experiments/quickstart.yaml

# everything that a definition may name
ixlab catalog`;

export function EmptyState() {
  return (
    <>
      <section className="card stack">
        <h2>No experiments yet</h2>
        <p>
          An experiment asks a question of one or more systems: which load does each carry within a
          latency objective, and at what cost? Submit the example below as it is; its answer has
          been published, so that you can compare.
        </p>
      </section>
      <SubmitForm heading="Submit this example" />
      <section className="card stack">
        <h2>Or from the command line</h2>
        <CodeBlock text={COMMANDS} label="Commands" />
      </section>
    </>
  );
}
