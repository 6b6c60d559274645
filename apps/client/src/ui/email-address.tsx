import { Fragment } from 'react';

/** An email address that breaks before its @ and its dots, so that its words stay whole where it needs several lines. */
export function EmailAddress({ children }: { readonly children: string }) {
  const parts = children.split(/(?=[@.])/);
  return parts.map((part, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: parts have no name but their place.
    <Fragment key={i}>
      {i > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}
