package org.rolebindings.crash;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Tests on crash images need a JVM whose default file system records. The build starts
 * them in one; in another they are skipped.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIfSystemProperty(named = "java.nio.file.spi.DefaultFileSystemProvider",
		matches = "org\\.rolebindings\\.crash\\.disk\\.RecordingFileSystemProvider",
		disabledReason = "It needs the JVM in which mvn test runs it")
@interface CrashImageTest {

}
