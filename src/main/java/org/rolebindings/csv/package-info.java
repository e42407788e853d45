/**
 * CSV files in and out: what may be read, record by record, and how text is written so
 * that it reads back as it was. A file that is no readable CSV stops the reading with one
 * clear line; a record that is wrong by itself becomes a row with a defect.
 */
@NullMarked
package org.rolebindings.csv;

import org.jspecify.annotations.NullMarked;
