package org.rolebindings.job;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.util.ClassUtils;

/** Counts how often each statement is executed; a batch counts as one. */
class StatementCounter implements BeanPostProcessor {

	/** Stands for rows that are copied. */
	static final String COPY = "COPY import_row";

	private final Map<String, Integer> counts = new TreeMap<>();

	@Override
	public Object postProcessAfterInitialization(Object bean, String name) {
		return (bean instanceof DataSource) ? counting(DataSource.class, bean, null) : bean;
	}

	/** All statements so far whose text has a part. */
	synchronized int count(String part) {
		return this.counts.entrySet()
			.stream()
			.filter((entry) -> entry.getKey().contains(part))
			.mapToInt(Map.Entry::getValue)
			.sum();
	}

	private synchronized void add(String sql) {
		this.counts.merge(sql, 1, Integer::sum);
	}

	private <T> T counting(Class<T> type, Object target, @Nullable String sql) {
		return type.cast(Proxy.newProxyInstance(getClass().getClassLoader(), ClassUtils.getAllInterfaces(target),
				(proxy, method, arguments) -> invoke(target, method, arguments, sql)));
	}

	private @Nullable Object invoke(Object target, Method method, Object @Nullable [] arguments, @Nullable String sql)
			throws Throwable {
		String text = (arguments != null && arguments.length > 0 && arguments[0] instanceof String first) ? first : sql;
		if (method.getName().startsWith("execute") && text != null) {
			add(text);
		}
		// PostgreSQL's own interface of a connection is used to copy rows, once each time
		if (arguments != null && arguments.length == 1 && arguments[0] == PGConnection.class) {
			add(COPY);
		}
		Object result = result(target, method, arguments);
		if (result == null || method.getReturnType() == Object.class) {
			return result;
		}
		if (result instanceof Connection && target instanceof DataSource) {
			return counting(Connection.class, result, null);
		}
		if (result instanceof PreparedStatement) {
			return counting(PreparedStatement.class, result, text);
		}
		return (result instanceof Statement) ? counting(Statement.class, result, null) : result;
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
