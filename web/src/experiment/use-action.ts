/** Does something with an experiment, and says why not if it was refused. Never pretends beforehand. */
import { useState } from "react";
import { type TypedDocumentNode, useClient } from "urql";

interface Acted {
  readonly acted: {
    readonly userErrors: readonly { readonly message: string; readonly hint: string | null }[];
  };
}

export interface Actor {
  readonly isBusy: boolean;
  /** Why the last action was not done. */
  readonly refusal: string | undefined;
  run<Variables extends { id: string }>(
    mutation: TypedDocumentNode<Acted, Variables>,
    variables: Variables,
  ): Promise<void>;
}

export function useAction(onDone: () => void): Actor {
  const client = useClient();
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  return {
    isBusy,
    refusal,
    async run(mutation, variables) {
      setBusy(true);
      const { data, error } = await client.mutation(mutation, variables).toPromise();
      setBusy(false);
      const [refused] = data?.acted.userErrors ?? [];
      const said = [refused?.message, refused?.hint].filter((text) => text != null).join(" ");
      setRefusal(said || error?.message);
      onDone();
    },
  };
}
