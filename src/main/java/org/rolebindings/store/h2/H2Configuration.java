package org.rolebindings.store.h2;

import javax.sql.DataSource;

import org.rolebindings.store.Durability;
import org.rolebindings.store.Schema;
import org.rolebindings.store.StateHealth;
import org.rolebindings.store.StateNotice;
import org.rolebindings.store.StoreProperties;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The embedded database in the state folder, with the tables of a {@link Schema}. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "role-bindings.database-url", matchIfMissing = true, havingValue = "none")
public class H2Configuration {

	@Bean
	StateFolder stateFolder(StoreProperties properties) {
		return StateFolder.at(properties.state());
	}

	@Bean
	StateLock stateLock(StateFolder folder, StoreProperties properties, ObjectProvider<StateNotice> notice) {
		return folder.lock(properties.longestWait(), notice.getIfAvailable(() -> (sentence) -> {
		}));
	}

	@Bean
	StateHealth stateHealth(StateFolder folder) {
		return folder.health();
	}

	/** It depends on the lock, so it is closed before the lock is released. */
	@Bean
	StateDataSource dataSource(StateFolder folder, StateLock lock, Schema schema) {
		return folder.open(schema);
	}

	@Bean
	Durability durability(StateFolder folder, DataSource dataSource) {
		return new Durability(folder.count(dataSource)::force);
	}

}
