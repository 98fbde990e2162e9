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

import ij.ImagePlus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.gradiscope.parameterization.Basis;
import org.gradiscope.registry.MethodKeys;
import org.scijava.command.Command;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModule;
import org.scijava.module.ModuleInfo;
import org.scijava.module.ModuleItem;

/** The keys of a command: the parameters that a user gives as text, and what the texts mean. */
public final class Keys {

	/** What users write to leave a value to the command. */
	static final String AUTO = "auto";

	/** The key of a command that takes many images. */
	public static final String FOLDER = "folder";

	private Keys() {}

	/** The keys of a command; the image and the services are none. */
	public static List<ModuleItem<?>> of(final ModuleInfo info) {
		final List<ModuleItem<?>> keys = new ArrayList<>();
		for (final ModuleItem<?> item : info.inputs())
			if (item.getType() == String.class || item.getType().isPrimitive()) keys.add(item);
		return keys;
	}

	/** Whether a command takes an image. */
	public static boolean takesImage(final ModuleInfo info) {
		for (final ModuleItem<?> item : info.inputs())
			if (item.getType() == ImagePlus.class) return true;
		return false;
	}

	/** Whether a command cannot do without an image. */
	public static boolean needsImage(final ModuleInfo info) {
		for (final ModuleItem<?> item : info.inputs())
			if (item.getType() == ImagePlus.class && item.isRequired()) return true;
		return false;
	}

	/** Whether a command takes the images of a folder all together. */
	public static boolean takesFolder(final ModuleInfo info) {
		return info.getInput(FOLDER) != null;
	}

	/** The values that a command has, by key. */
	static Map<String, Object> values(final Command command) {
		final CommandInfo info = new CommandInfo(command.getClass());
		final CommandModule module = new CommandModule(info, command);
		final Map<String, Object> values = new LinkedHashMap<>();
		for (final ModuleItem<?> key : of(info))
			values.put(key.getName(), module.getInput(key.getName()));
		return values;
	}

	/** The name on the command line, for example {@code deep-dream}. */
	static String name(final Command command) {
		return plugin(command).name();
	}

	/** The title in the menu, for example {@code Deep Dream}. */
	static String title(final Command command) {
		return plugin(command).label();
	}

	private static org.scijava.plugin.Plugin plugin(final Command command) {
		return command.getClass().getAnnotation(org.scijava.plugin.Plugin.class);
	}

	/**
	 * One of some values, by the word that it prints.
	 *
	 * @throws IllegalArgumentException if it is none of them, with those that there are
	 */
	static <E> E choice(final String key, final String word, final E[] values) {
		for (final E value : values)
			if (value.toString().equalsIgnoreCase(word.trim())) return value;
		throw new IllegalArgumentException("The key '" + key + "' is one of " +
			String.join(", ", Arrays.stream(values).map(Object::toString).toList()) + ", but '" + word +
			"' was given.");
	}

	/**
	 * Some of several values, by the words that they print.
	 *
	 * @param words separated by commas
	 * @throws IllegalArgumentException if one is none of them, or there is none
	 */
	static <E> List<E> choices(final String key, final String words, final E[] values) {
		return Arrays.stream(words.split(",")).map(word -> choice(key, word, values)).distinct()
			.toList();
	}

	/** What semicolons part, without what is empty. */
	static List<String> several(final String text) {
		return Arrays.stream(text.split(";")).map(String::trim).filter(one -> !one.isEmpty()).toList();
	}

	/** Whether a text leaves the value to the command. */
	static boolean isAuto(final String text) {
		return text.isBlank() || text.trim().equalsIgnoreCase(AUTO);
	}

	/**
	 * A number, or the one that {@value #AUTO} stands for.
	 *
	 * @throws IllegalArgumentException if the text is neither
	 */
	static double number(final String key, final String text, final double auto) {
		if (isAuto(text)) return auto;
		try {
			return Double.parseDouble(text.trim());
		}
		catch (final NumberFormatException e) {
			throw new IllegalArgumentException(
				"The key '" + key + "' is a number or " + AUTO + ", but '" + text + "' was given.", e);
		}
	}

	/**
	 * What is optimized, by the key {@code basis}.
	 *
	 * @param decay of the frequencies
	 */
	static Basis basis(final String word, final double decay) {
		return switch (word.trim().toLowerCase(Locale.ROOT)) {
			case "fourier" -> new Basis.FourierBasis(decay);
			case "pixel" -> new Basis.PixelBasis();
			default -> throw new IllegalArgumentException(
				"The key 'basis' is one of fourier, pixel, but '" + word + "' was given.");
		};
	}

	/** The values of a command's keys, of which its methods are made. */
	record FieldKeys(Map<String, Object> values) implements MethodKeys {

		static FieldKeys of(final Command command) {
			return new FieldKeys(Keys.values(command));
		}

		@Override
		public Object value(final String key) {
			return values.get(key);
		}

		@Override
		public <E> E choice(final String key, final E[] choices) {
			return Keys.choice(key, text(key), choices);
		}

		@Override
		public boolean isAuto(final String key) {
			return Keys.isAuto(text(key));
		}

		@Override
		public double number(final String key, final double auto) {
			return Keys.number(key, text(key), auto);
		}
	}
}
