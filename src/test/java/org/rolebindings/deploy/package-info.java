/**
 * Tests of what {@code deploy/} has for cron, systemd, containers, Compose and
 * Kubernetes.
 */
@NullMarked
package org.rolebindings.deploy;

import org.jspecify.annotations.NullMarked;
