/**
 * Tests that no death of the process loses, repeats or mistakes a row: the packaged
 * program is killed at named and at random moments, started again by the same command,
 * and its reports and the account are compared with what an undisturbed run leaves.
 */
@NullMarked
package org.rolebindings.crash;

import org.jspecify.annotations.NullMarked;
