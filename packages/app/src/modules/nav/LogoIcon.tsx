/** The mark: three tiers of metal on a stage. */
export function LogoIcon() {
  return (
    <svg
      viewBox="4 6 24 22"
      height="28"
      width="30"
      xmlns="http://www.w3.org/2000/svg"
      aria-hidden
    >
      <path d="M5 22h22v4H5z" fill="#f2a25c" />
      <path d="M8 15h16v4H8z" fill="#c9d6e2" />
      <path d="M11 8h10v4H11z" fill="#8fb4d3" />
    </svg>
  );
}
