/** Notes made from the library's own definitions. */
export { glossary, type Term } from './glossary.ts'
export type { Default, Note, Noted, NotedByName } from './noted.ts'
export { type Reference, references } from './references.ts'
export { type Contents, type StudyNotes, type StudyNotesOptions, studyNotes } from './study-notes.ts'
