/** The definition as text: a plain text field with line numbers; lines with mistakes are marked. */
import { type RefObject, useRef } from "react";

interface DefinitionEditorProps {
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly faultyLines: ReadonlySet<number>;
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly describedBy: string;
}

const LINE_HEIGHT = 20;

export function DefinitionEditor(props: DefinitionEditorProps) {
  const { text, onChange, faultyLines, field, describedBy } = props;
  const gutter = useRef<HTMLDivElement>(null);
  const lines = text.split("\n").length;
  return (
    <div className="editor">
      <div className="editor-gutter" aria-hidden="true" ref={gutter}>
        {Array.from({ length: lines }, (_, i) => (
          <div key={`line ${i + 1}`} className={faultyLines.has(i + 1) ? "faulty" : undefined}>
            {i + 1}
          </div>
        ))}
      </div>
      <textarea
        ref={field}
        aria-label="Definition in YAML or JSON"
        aria-invalid={faultyLines.size > 0}
        aria-describedby={describedBy}
        value={text}
        onChange={(event) => onChange(event.target.value)}
        onScroll={(event) => {
          if (gutter.current !== null) gutter.current.scrollTop = event.currentTarget.scrollTop;
        }}
        rows={Math.min(34, Math.max(18, lines + 1))}
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        wrap="off"
      />
    </div>
  );
}

/** Puts the caret where a mistake is and scrolls there. Lines and columns count from 1. */
export function showPlace(
  field: HTMLTextAreaElement | null,
  line: number,
  column: number | null,
): void {
  if (field === null) return;
  const lines = field.value.split("\n");
  const start = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
  const end = start + (lines[line - 1]?.length ?? 0);
  const caret = Math.min(end, start + Math.max(0, (column ?? 1) - 1));
  field.focus();
  field.setSelectionRange(caret, end);
  field.scrollTop = Math.max(0, (line - 6) * LINE_HEIGHT);
}
