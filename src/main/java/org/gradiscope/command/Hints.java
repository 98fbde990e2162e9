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

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.gradiscope.registry.Registry;
import org.scijava.command.CommandInfo;
import org.scijava.module.ModuleInfo;
import org.scijava.module.ModuleItem;

/**
 * What dialogs are told of a key, written beside it as attributes:
 * {@code @Parameter(..., attrs = { @Attr(name = Hints.ADVANCED), @Attr(name = Hints.WHEN, value =
 * "method=rise") })}. Macros, scripts and the command line do not heed them.
 */
public final class Hints {

	/** Seen only by a person who asks for everything. */
	public static final String ADVANCED = "advanced";

	/** Not offered again the next time: what agrees to something, or belongs to one result. */
	public static final String ONCE = "once";

	/** Of a stack only, with no meaning for a single slice. */
	public static final String STACK = "stack";

	/** Several values, {@code ;} between them. */
	public static final String SEVERAL = "several";

	/** Of an output: one for all slices, so that it fits into a file of one picture. */
	public static final String WHOLE = "whole";

	/** Of an output table: where there are several images, one table has the rows of all. */
	public static final String JOINED = "joined";

	/**
	 * When the command reads the key: one of some alternatives, {@code ;} between them, in which all
	 * terms hold, {@code &} between them. A term is {@code key=value|value} or
	 * {@code key!=value|value}; of the other key, its value is one of these, or if it is a list with
	 * commas, one of its parts is. A key that is not read itself has no value. Without this the key is
	 * always read.
	 */
	public static final String WHEN = "when";

	/**
	 * The key names one of the methods of a list below. They are its choices, and their papers its
	 * description unless it has another. A key that some of these methods read is read with them, and
	 * otherwise only as {@link #WHEN} says.
	 */
	public static final String METHOD = "method";

	/** The key names several methods of a list below, with commas, or {@value AttributionCommand#ALL}. */
	public static final String METHODS = "methods";

	/** The saliency methods. */
	public static final String SALIENCY = "{saliency}";
	/** The attacks. */
	public static final String ATTACKS = "{attacks}";
	/** The attacks that the key {@code base} chooses from. */
	public static final String BASES = "{bases}";

	/** The ways of explaining by objects. */
	public static final String OBJECTS = "{objects}";
	/** The saliency methods with their usual options: no key is read for them. */
	public static final String USUAL_MAPS = "{usual maps}";

	/** Values to choose from beside others that are typed: words and the lists below, | between them. */
	public static final String OFFERS = "offers";

	/** The networks: used lately, in the plugin, in the catalogue; or looked for on the disk. */
	public static final String MODELS = "{models}";
	/** The networks of the catalogue. */
	public static final String CATALOGUE = "{catalogue}";
	/** The network's classes. */
	public static final String CLASSES = "{classes}";
	/** The network's layers. */
	public static final String LAYERS = "{layers}";
	/** Those with positions. */
	public static final String MAPS = "{maps}";
	/** Those that have kernels. */
	public static final String CONVOLUTIONS = "{convolutions}";
	/** The channels of the layer that the key {@code layer} names. */
	public static final String CHANNELS = "{channels}";
	/** The open images; or one looked for on the disk. */
	public static final String IMAGES = "{images}";
	/** A folder is looked for on the disk. */
	public static final String FOLDER = "{folder}";
	/** A file is looked for on the disk. */
	public static final String FILE = "{file}";

	private Hints() {}

	/** When a key is read, in a sentence for people, a space before it; empty where it always is. */
	public static String readWith(final ModuleInfo command, final ModuleItem<?> key) {
		final String when = when(command, key);
		return when == null ? "" : " Read with " + when.replace("!=", " other than ")
			.replace("; ", " or ").replace("|", ", ").replace(" & ", " and ") + ".";
	}

	/** What is written beside the key, and with which methods it is read; null where it always is. */
	private static String when(final ModuleInfo command, final ModuleItem<?> key) {
		final List<String> alternatives = MethodHints.when(command, key);
		if (key.get(WHEN) != null) for (final String alternative : key.get(WHEN).split("; "))
			if (KeyCondition.of(alternative).isOf(command)) alternatives.add(alternative);
		return alternatives.isEmpty() ? null : String.join("; ", alternatives);
	}

	/** What a key means, in sentences. */
	public static String description(final ModuleItem<?> key) {
		final String own = key.getDescription();
		return key.get(METHOD) == null || own != null && !own.isEmpty() ? own
			: Registry.papers(MethodHints.methods(key));
	}

	/** The keys that a command reads where they have these texts, by name. */
	public static Set<String> read(final CommandInfo command, final Map<String, String> texts) {
		final Set<String> read = new TreeSet<>();
		// A condition may be on a key that has one itself, in any order.
		int before = -1;
		while (before < read.size()) {
			before = read.size();
			for (final ModuleItem<?> key : Keys.of(command))
				if (KeyCondition.of(when(command, key)).holds(texts, read)) read.add(key.getName());
		}
		return read;
	}

	/** When a key is read, as {@link Hints#WHEN} says it. */
	record KeyCondition(List<List<Term>> alternatives) {

		/**
		 * What another key has to be.
		 *
		 * @param is whether its value has to be one of these, or none of them
		 */
		record Term(String key, boolean is, List<String> values) {

			static Term of(final String text) {
				final boolean is = !text.contains("!=");
				final String[] sides = text.split(is ? "=" : "!=", 2);
				return new Term(sides[0].trim(), is, parts(sides[1], "\\|"));
			}

			boolean holds(final Map<String, String> texts, final Set<String> read) {
				if (!read.contains(key)) return false;
				return is == parts(texts.get(key), ",").stream()
					.anyMatch(part -> values.stream().anyMatch(part::equalsIgnoreCase));
			}
		}

		/** @param text null where the key is always read */
		static KeyCondition of(final String text) {
			if (text == null) return new KeyCondition(List.of());
			return new KeyCondition(parts(text, ";").stream()
				.map(all -> parts(all, "&").stream().map(Term::of).toList()).toList());
		}

		private static List<String> parts(final String text, final String separator) {
			return Arrays.stream(text.split(separator)).map(String::trim).toList();
		}

		/** Whether a command has the keys that it is about; commands with a key in common may differ in others. */
		boolean isOf(final ModuleInfo command) {
			return alternatives.stream().flatMap(List::stream)
				.allMatch(term -> command.getInput(term.key()) != null);
		}

		/**
		 * @param texts the values of all keys
		 * @param read the keys known to be read so far
		 */
		boolean holds(final Map<String, String> texts, final Set<String> read) {
			return alternatives.isEmpty() || alternatives.stream()
				.anyMatch(all -> all.stream().allMatch(term -> term.holds(texts, read)));
		}
	}
}
