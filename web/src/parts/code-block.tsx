/** Text to copy: a definition, a query, commands. */
import { useState } from "react";
import { Icon } from "./icon.tsx";

interface CodeBlockProps {
  readonly text: string;
  /** What it is, for screen readers. */
  readonly label: string;
}

export function CodeBlock({ text, label }: CodeBlockProps) {
  return (
    <div className="code-block">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long lines scroll, also by keyboard. */}
      <pre tabIndex={0} role="region" aria-label={label}>
        <code>{text}</code>
      </pre>
      <CopyButton text={text} label={label} />
    </div>
  );
}

function CopyButton({ text, label }: CodeBlockProps) {
  const [outcome, setOutcome] = useState<"idle" | "copied" | "failed">("idle");
  // Browsers offer the clipboard only to secure origins; elsewhere there is no button.
  if (navigator.clipboard === undefined) return null;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setOutcome("copied");
    } catch {
      setOutcome("failed");
    }
    setTimeout(() => setOutcome("idle"), 2000);
  };
  const word = outcome === "copied" ? "Copied" : outcome === "failed" ? "Not allowed" : "Copy";
  return (
    <button type="button" className="button quiet" onClick={() => void copy()}>
      <Icon name={outcome === "copied" ? "check" : "copy"} />
      <span aria-live="polite">{word}</span>
      <span className="visually-hidden"> {label}</span>
    </button>
  );
}
