export function App({ first }: { first: string }) {
  return <p lang={first}>…</p>;
}
