/** Past and unfinished runs, as the commands show them. */
@NullMarked
package org.rolebindings.cli.runs;

import org.jspecify.annotations.NullMarked;
