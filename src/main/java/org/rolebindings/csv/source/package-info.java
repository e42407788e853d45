/**
 * The file that is read, where temporary files are, and what is told if neither can be
 * used.
 */
@NullMarked
package org.rolebindings.csv.source;

import org.jspecify.annotations.NullMarked;
