package org.rolebindings.crash;

import java.util.List;

import org.rolebindings.crash.disk.DiskImage;
import org.rolebindings.sandbox.bindings.SandboxBinding;

/**
 * What is left if the process is killed at a moment.
 *
 * @param moment the moment in words
 * @param ofRequest whether a request came last, and no change of the disk
 * @param disk the folder with the state and the reports
 * @param bindings what the account holds
 */
record CrashImage(String moment, boolean ofRequest, DiskImage disk, List<SandboxBinding> bindings) {
}
