/**
 * What a run came to in numbers, for Prometheus: a file that node_exporter's textfile
 * collector takes up. A program that runs once a night is gone before it can be scraped.
 */
@NullMarked
package org.rolebindings.metrics;

import org.jspecify.annotations.NullMarked;
