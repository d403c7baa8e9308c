/** What to say when the service does not answer, or answers with an error of its own. */
import type { CombinedError } from "urql";
import { Notice } from "../parts/notice.tsx";

export function ErrorNotice({ error }: { readonly error: CombinedError | undefined }) {
  if (error === undefined) return null;
  if (error.networkError !== undefined && error.graphQLErrors.length === 0) {
    return (
      <Notice tone="warn">
        The service does not answer; what is shown may be old. Trying again every few seconds.
      </Notice>
    );
  }
  return <Notice tone="bad">{error.graphQLErrors.map((e) => e.message).join(" ")}</Notice>;
}
