export default function Page() {
  return <p>courses/courses</p>
}
