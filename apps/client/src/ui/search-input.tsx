import { useId } from 'react';

interface SearchInputProps {
  readonly label: string;
  /** The label is for screen readers only; the placeholder says the same. */
  readonly unseen?: boolean;
  readonly placeholder: string;
  readonly maxLength?: number;
  readonly value: string;
  readonly onChange: (text: string) => void;
}

/** A search of a list by a part of a name, with its label. */
export function SearchInput({
  label,
  unseen,
  placeholder,
  maxLength = 64,
  value,
  onChange,
}: SearchInputProps) {
  const id = useId();
  return (
    <>
      <label className={unseen ? 'unseen' : undefined} htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        type="search"
        className="sought"
        value={value}
        maxLength={maxLength}
        placeholder={placeholder}
        onChange={(event) => onChange(event.target.value)}
      />
    </>
  );
}

/** Says that no name has the text of a search. */
export const NOBODY_FOUND = 'Nobody here has this text in the name.';
