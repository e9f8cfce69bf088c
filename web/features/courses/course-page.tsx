export default function Page() {
  return <p>courses/course</p>
}
