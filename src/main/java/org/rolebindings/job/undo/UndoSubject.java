package org.rolebindings.job.undo;

import org.rolebindings.ledger.run.RunIdentity;

/**
 * What an undo takes back, read and checked to its end.
 *
 * @param fileName the name of the file that was imported
 * @param header the columns that the reports repeat
 * @param identity what makes two starts of the undo the same run
 * @param rows its rows
 * @param offer how many there are
 */
record UndoSubject(String fileName, String header, RunIdentity identity, UndoneRows rows, RemovalOffer offer) {
}
