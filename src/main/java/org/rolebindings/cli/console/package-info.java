/**
 * What is told on the terminal: progress, results, failures, and the command to type
 * next.
 */
@NullMarked
package org.rolebindings.cli.console;

import org.jspecify.annotations.NullMarked;
