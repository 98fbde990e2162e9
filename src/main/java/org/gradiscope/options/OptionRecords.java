/*-
 * #%L
 * Convolutional networks looked into from ImageJ and Fiji.
 * %%
 * Copyright (C) 2026 Gradiscope founders.
 * %%
 * Redistribution and use in source and binary forms, with or without
 * modification, are permitted provided that the following conditions are met:
 *
 * 1. Redistributions of source code must retain the above copyright notice,
 *    this list of conditions and the following disclaimer.
 * 2. Redistributions in binary form must reproduce the above copyright notice,
 *    this list of conditions and the following disclaimer in the documentation
 *    and/or other materials provided with the distribution.
 *
 * THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS"
 * AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE
 * IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE
 * ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDERS OR CONTRIBUTORS BE
 * LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR
 * CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF
 * SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS
 * INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN
 * CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE)
 * ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE
 * POSSIBILITY OF SUCH DAMAGE.
 * #L%
 */

package org.gradiscope.options;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.Map;

/**
 * Checks the values of a record of options, and copies it with some of them changed. So a method
 * {@code withSteps} names what it changes and nothing else, however many components the record has.
 */
public final class OptionRecords {

	private OptionRecords() {}

	/**
	 * @param method who needs it, with the verb: {@code Deep Dream needs}
	 * @throws IllegalArgumentException unless the value is valid
	 */
	public static void require(final String method, final boolean valid, final String expected,
		final Object given) {
		if (!valid) throw new IllegalArgumentException(
			method + " " + expected + ", but " + given + " was given.");
	}

	/**
	 * The record with other values of some components. The record's own constructor checks them.
	 *
	 * @param changes the name of a component, its new value, the name of another, ...
	 * @throws IllegalArgumentException if a value is outside its bounds
	 * @throws IllegalStateException if the record has no such component, or it is of another type
	 */
	@SuppressWarnings("unchecked")
	public static <R extends Record> R with(final R options, final Object... changes) {
		final Map<Object, Object> changed = new HashMap<>();
		for (int i = 0; i < changes.length; i += 2)
			changed.put(changes[i], changes[i + 1]);
		final RecordComponent[] components = options.getClass().getRecordComponents();
		final Class<?>[] types = new Class<?>[components.length];
		final Object[] values = new Object[components.length];
		try {
			for (int i = 0; i < components.length; i++) {
				types[i] = components[i].getType();
				values[i] = components[i].getAccessor().invoke(options);
				if (changed.containsKey(components[i].getName()))
					values[i] = changed.remove(components[i].getName());
			}
			if (changed.isEmpty())
				return (R) options.getClass().getDeclaredConstructor(types).newInstance(values);
			throw new IllegalStateException(
				options.getClass().getSimpleName() + " has no component " + changed.keySet() + ".");
		}
		catch (final InvocationTargetException e) {
			throw e.getCause() instanceof final RuntimeException cause ? cause
				: new IllegalStateException(e.getCause());
		}
		catch (final ReflectiveOperationException | IllegalArgumentException e) {
			throw new IllegalStateException(e);
		}
	}
}
