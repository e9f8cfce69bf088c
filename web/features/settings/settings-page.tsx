export default function Page() {
  return <p>settings/settings</p>
}
