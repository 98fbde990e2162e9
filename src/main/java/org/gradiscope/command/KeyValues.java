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

package org.gradiscope.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.gradiscope.model.NearestNames;
import org.gradiscope.registry.Registry;
import org.scijava.command.CommandInfo;
import org.scijava.module.ModuleItem;

/** What texts given for the keys of a command mean, on the command line, in macros and dialogs alike. */
public final class KeyValues {

	private KeyValues() {}

	/**
	 * The values of some keys.
	 *
	 * @param texts by key
	 * @param others further keys that are valid where these stand, for the message
	 * @throws IllegalArgumentException if a key or a value is not one of the command's
	 */
	public static Map<String, Object> parse(final CommandInfo command,
		final Map<String, String> texts, final List<String> others) {
		final Map<String, Object> values = new LinkedHashMap<>();
		texts.forEach((key, text) -> values.put(key, value(item(command, key, others), text)));
		return values;
	}

	private static ModuleItem<?> item(final CommandInfo command, final String key,
		final List<String> others) {
		final List<String> names = new ArrayList<>();
		for (final ModuleItem<?> item : Keys.of(command)) {
			if (item.getName().equals(key)) return item;
			names.add(item.getName());
		}
		names.addAll(others);
		throw new IllegalArgumentException("The command " + command.getName() + " has no key '" + key +
			"'; its keys are " + NearestNames.listed(key, names) + ".");
	}

	/**
	 * The value that a text stands for.
	 *
	 * @return of the key's type
	 * @throws IllegalArgumentException if it is none of the key's type or choices
	 */
	public static Object value(final ModuleItem<?> item, final String text) {
		final Class<?> type = item.getType();
		if (type == String.class) return choice(item, text);
		if (type == boolean.class) return truth(item.getName(), text);
		try {
			if (type == int.class) return Integer.valueOf(text.trim());
			if (type == long.class) return Long.valueOf(text.trim());
			if (type == float.class) return Float.valueOf(text.trim());
			return Double.valueOf(text.trim());
		}
		catch (final NumberFormatException e) {
			final boolean whole = type == int.class || type == long.class;
			throw new IllegalArgumentException("The key '" + item.getName() + "' is a " +
				(whole ? "whole number" : "number") + ", but '" + text + "' was given.", e);
		}
	}

	private static String choice(final ModuleItem<?> item, final String text) {
		final List<String> choices = choices(item);
		if (choices.isEmpty() || choices.contains(text)) return text;
		throw new IllegalArgumentException("The key '" + item.getName() + "' is one of " +
			String.join(", ", choices) + ", but '" + text + "' was given.");
	}

	/** The values that a key can have; none where it is free. */
	public static List<String> choices(final ModuleItem<?> item) {
		final List<String> choices = new ArrayList<>(Registry.names(MethodHints.methods(item)));
		if (item.getChoices() != null) item.getChoices().forEach(c -> choices.add(String.valueOf(c)));
		return choices;
	}

	/** @throws IllegalArgumentException if the text is neither {@code true} nor {@code false} */
	public static boolean truth(final String key, final String text) {
		if (text.equals("true") || text.equals("false")) return Boolean.parseBoolean(text);
		throw new IllegalArgumentException(
			"The key '" + key + "' is true or false, but '" + text + "' was given.");
	}
}
