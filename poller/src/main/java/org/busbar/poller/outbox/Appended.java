package org.busbar.poller.outbox;

/** What became of an append. */
public sealed interface Appended {

  /**
   * The transaction is committed and synced: the reading is durable from here.
   *
   * @param sequence of the first item, greater than every sequence before it
   * @param dropped items dropped, oldest first, to stay within the bound; 0 or more
   */
  record Taken(long sequence, int dropped) implements Appended {}

  /**
   * Nothing of it is stored.
   *
   * @param reason what the disk or the database said
   */
  record NotTaken(String reason) implements Appended {}
}
