package org.rolebindings.chaos;

import java.util.List;

/**
 * A row of the file, and what must become of it.
 *
 * @param line the line on which it begins
 * @param fields its fields as they stand in the file
 * @param expected what must become of it
 */
record ChaosRow(long line, List<String> fields, Expected expected) {
}
