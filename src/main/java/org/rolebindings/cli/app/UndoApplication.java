package org.rolebindings.cli.app;

import org.rolebindings.job.undo.UndoConfiguration;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The application behind {@code undo} and {@code revoke}. */
@Configuration(proxyBeanMethods = false)
@Import({ ImportApplication.class, UndoConfiguration.class })
public class UndoApplication {

}
