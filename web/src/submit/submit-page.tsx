/** A page for a new experiment, starting from the example. */
import { PageTitle } from "../parts/page-title.tsx";
import { SubmitForm } from "./submit-form.tsx";

export function SubmitPage() {
  return (
    <>
      <PageTitle tab="New experiment">New experiment</PageTitle>
      <p className="muted">
        Start from the example. What it would do is shown beside it while you write; nothing runs
        before you submit.
      </p>
      <SubmitForm heading="Definition" />
    </>
  );
}
