/** A sentence that should not be missed, with an icon for those who do not see its colour. */
import type { ReactNode } from "react";
import { Icon } from "./icon.tsx";

interface NoticeProps {
  readonly tone: "bad" | "warn";
  readonly children: ReactNode;
}

export function Notice({ tone, children }: NoticeProps) {
  return (
    <div className={`notice ${tone}`} role={tone === "bad" ? "alert" : "status"}>
      <Icon name={tone === "bad" ? "cross" : "partial"} />
      <div>{children}</div>
    </div>
  );
}
