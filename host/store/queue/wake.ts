/**
 * Tells processes that there is something to look at. Nothing is handed over: who is woken asks the
 * database. A word that is lost costs time and nothing else, since everybody looks by itself too.
 */
export interface Wake {
  /** Never rejects: the word may be lost. */
  tell(topic: string): Promise<void>;
  /** Calls `run` when somebody told, and every now and then. The function that comes back ends it. */
  listen(topic: string, run: () => void): () => void;
  close(): Promise<void>;
}
