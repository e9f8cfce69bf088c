export default function Page() {
  return <p>audit/audit</p>
}
