/** "3 minutes ago", with the absolute time and its zone on hover. */
import { absoluteTime, relativeTime } from "../format/time.ts";
import { useNow } from "../format/use-now.ts";

export function RelativeTime({ at }: { readonly at: string }) {
  const now = useNow(15_000);
  return (
    <time dateTime={at} title={absoluteTime(at)} className="nowrap">
      {relativeTime(at, now)}
    </time>
  );
}
