export default function Page() {
  return <p>events/events</p>
}
