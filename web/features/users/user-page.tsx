export default function Page() {
  return <p>users/user</p>
}
