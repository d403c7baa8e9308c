/**
 * Load patterns and policies to choose from, with their parameters, ranges and sources, as the catalogue has them: one
 * press writes the chosen one into the definition.
 */
import { useCallback, useState } from "react";
import type { Client } from "urql";
import { ErrorNotice } from "../api/error-notice.tsx";
import { usePolled } from "../api/use-polled.ts";
import type { MovingCatalogQuery as CatalogAnswer } from "../gql/graphql.ts";
import { TableBox } from "../parts/table-box.tsx";
import { memberText, setField } from "./set-field.ts";
import { MovingCatalogQuery } from "./submit-queries.ts";

type Members = CatalogAnswer["catalog"]["policies"];

interface MovingCatalogProps {
  readonly text: string;
  readonly onChange: (text: string) => void;
}

export function MovingCatalog({ text, onChange }: MovingCatalogProps) {
  const { data, error } = usePolled(
    useCallback(async (client: Client) => {
      const answer = await client.query(MovingCatalogQuery, {}).toPromise();
      return answer.data === undefined ? { error: answer.error } : { data: answer.data.catalog };
    }, []),
    () => null,
  );
  const put = (field: string) => (value: string) => onChange(setField(text, field, value));
  return (
    <details>
      <summary>Load patterns and policies</summary>
      <div className="stack details-body">
        <ErrorNotice error={error} />
        {data !== undefined && (
          <>
            <MemberChoice
              field="loadPattern"
              title="Load pattern"
              members={data.loadPatterns}
              onPut={put("loadPattern")}
            />
            <MemberChoice
              field="policy"
              title="Policy"
              members={data.policies}
              onPut={put("policy")}
            />
            <p className="muted small">
              A load pattern takes the place of <code>loads</code>. Both need the dataplane ix and a
              memcached without its lock.
            </p>
          </>
        )}
      </div>
    </details>
  );
}

interface MemberChoiceProps {
  /** Its key in a definition. */
  readonly field: string;
  readonly title: string;
  readonly members: Members;
  readonly onPut: (value: string) => void;
}

function MemberChoice({ field, title, members, onPut }: MemberChoiceProps) {
  const [id, setId] = useState(members[0]?.id);
  const member = members.find((of) => of.id === id);
  if (member === undefined) return null;
  return (
    <fieldset className="member-choice">
      <legend>{title}</legend>
      <div className="row">
        <span className="choice">
          <select
            aria-label={title}
            value={member.id}
            onChange={(event) => setId(event.target.value)}
          >
            {members.map((of) => (
              <option key={of.id} value={of.id}>
                {of.title} ({of.id})
              </option>
            ))}
          </select>
        </span>
        <button type="button" className="button" onClick={() => onPut(memberText(field, member))}>
          Write it into the definition
        </button>
      </div>
      <p className="small">
        {member.doc} <span className="muted">Source: {member.source}.</span>
      </p>
      {member.params.length > 0 && <ParamsTable title={member.title} params={member.params} />}
    </fieldset>
  );
}

interface ParamsTableProps {
  readonly title: string;
  readonly params: Members[number]["params"];
}

function ParamsTable({ title, params }: ParamsTableProps) {
  return (
    <TableBox label={`Parameters of ${title}`}>
      <thead>
        <tr>
          <th scope="col" className="text">
            Parameter
          </th>
          <th scope="col" className="text">
            Default
          </th>
          <th scope="col" className="text">
            Range
          </th>
          <th scope="col" className="text">
            Meaning
          </th>
        </tr>
      </thead>
      <tbody>
        {params.map((param) => (
          <tr key={param.name}>
            <th scope="row" className="text">
              <code>{param.name}</code>
            </th>
            <td className="text">{param.default}</td>
            <td className="text">
              {param.words.length > 0 ? param.words.join(", ") : `${param.min} to ${param.max}`}
            </td>
            <td className="text wrap" title={`Source: ${param.source}`}>
              {param.doc}
            </td>
          </tr>
        ))}
      </tbody>
    </TableBox>
  );
}
