/** A part of the page that did not load, and the way to ask again. */
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
