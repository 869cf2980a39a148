/** A file of docs/ that follows from the code or from the knowledge. */
export interface GeneratedFile {
  /** Relative to the project. */
  readonly path: string;
  readonly text: string;
}
