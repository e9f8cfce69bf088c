export default function Page() {
  return <p>messages/messages</p>
}
