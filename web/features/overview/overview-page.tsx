export default function Page() {
  return <p>overview/overview</p>
}
