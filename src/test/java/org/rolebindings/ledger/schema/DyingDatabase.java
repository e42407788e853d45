package org.rolebindings.ledger.schema;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

/**
 * A database that executes so many statements and commits, and no more: what a kill
 * between two of them leaves.
 */
final class DyingDatabase {

	private int left;

	private boolean dead;

	/** No exception: Flyway would try some statements again, for most of a minute. */
	static final class KilledError extends Error {

		KilledError() {
			super("The process is dead.");
		}

	}

	private DyingDatabase(int statements) {
		this.left = statements;
	}

	/** Wraps a database that dies after some statements. */
	static DataSource after(int statements, DataSource database) {
		return new DyingDatabase(statements).wrap(DataSource.class, database);
	}

	private <T> T wrap(Class<T> type, Object target) {
		return type.cast(Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { type },
				(proxy, method, arguments) -> invoke(target, method, arguments)));
	}

	private @Nullable Object invoke(Object target, Method method, Object @Nullable [] arguments) throws Throwable {
		String name = method.getName();
		if (name.startsWith("execute") || name.equals("commit")) {
			this.dead = this.dead || this.left-- == 0;
		}
		// What is begun must not be committed, which setting this does, too
		if (this.dead && !name.equals("close") && !name.equals("rollback")) {
			throw new KilledError();
		}
		Object result = result(target, method, arguments);
		if (result instanceof Connection && target instanceof DataSource) {
			return wrap(Connection.class, result);
		}
		if (result instanceof PreparedStatement && target instanceof Connection) {
			return wrap(PreparedStatement.class, result);
		}
		return (result instanceof Statement && target instanceof Connection) ? wrap(Statement.class, result) : result;
	}

	private static @Nullable Object result(Object target, Method method, Object @Nullable [] arguments)
			throws Throwable {
		try {
			return method.invoke(target, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getCause();
		}
	}

}
