/** What the text in the editor would do, asked shortly after the last key. */
import { useEffect, useState } from "react";
import { type CombinedError, useClient } from "urql";
import type { PreviewQuery as PreviewAnswer } from "../gql/graphql.ts";
import { PreviewQuery } from "./submit-queries.ts";

export type Preview = PreviewAnswer["experimentPreview"];

export interface PreviewState {
  /** Of the last text that was answered. */
  readonly preview: Preview | undefined;
  readonly error: CombinedError | undefined;
  /** The answer belongs to the present text. */
  readonly isCurrent: boolean;
}

const PAUSE_MS = 350;

export function usePreview(yaml: string): PreviewState {
  const client = useClient();
  const [answer, setAnswer] = useState<PreviewState & { readonly of: string | undefined }>({
    preview: undefined,
    error: undefined,
    isCurrent: false,
    of: undefined,
  });
  useEffect(() => {
    let isOver = false;
    const ask = async () => {
      const { data, error } = await client.query(PreviewQuery, { spec: { yaml } }).toPromise();
      if (isOver) return;
      setAnswer({ preview: data?.experimentPreview, error, isCurrent: true, of: yaml });
    };
    const timer = setTimeout(() => void ask(), PAUSE_MS);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [client, yaml]);
  return { ...answer, isCurrent: answer.of === yaml };
}
