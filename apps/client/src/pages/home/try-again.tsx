/** An error of a part of the page, with a button to retry. */
export function TryAgain({ onAgain }: { readonly onAgain: () => void }) {
  return (
    <div role="alert">
      <p>The server did not answer.</p>
      <button type="button" className="button" onClick={onAgain}>
        Try again
      </button>
    </div>
  );
}
