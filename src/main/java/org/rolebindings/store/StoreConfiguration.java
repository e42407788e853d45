package org.rolebindings.store;

import javax.sql.DataSource;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The database in the state folder, with the tables of a {@link Schema}. */
@Configuration(proxyBeanMethods = false)
public class StoreConfiguration {

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
	DataSource dataSource(StateFolder folder, StateLock lock, Schema schema) {
		return folder.open(schema);
	}

	@Bean
	Durability durability(StateFolder folder, DataSource dataSource) {
		return new Durability(folder.count(dataSource)::force);
	}

}
