export default function Page() {
  return <p>users/users</p>
}
