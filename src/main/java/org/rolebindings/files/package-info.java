/**
 * What all files of this program have in common: whom they are for, and what goes wrong.
 */
@NullMarked
package org.rolebindings.files;

import org.jspecify.annotations.NullMarked;
