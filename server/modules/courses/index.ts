// Owns: courses: what is sold, its price and whether people may see it.
// Promises: draft → published ⇄ archived and no other way; money exact to the hundredth; a change and its event together.
// Never: deletes a course.
export { archiveCourse } from './archive-course.ts'
export type { Course } from './course-rules.ts'
export { coursesRoutes } from './courses-routes.ts'
export { findCourse, listCourseTitles, listCourseVersions, listPublished, lockCourse } from './courses-store.ts'
export { createCourse } from './create-course.ts'
export { findCoursesByWords, findCourseToList } from './find-courses.ts'
export { importCourse } from './import-course.ts'
export { listCourses } from './list-courses.ts'
export { publishCourse } from './publish-course.ts'
export { restoreCourse } from './restore-course.ts'
export { updateCourse } from './update-course.ts'
