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

package org.gradiscope.dialog;

import ij.Prefs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.gradiscope.command.Hints;
import org.gradiscope.command.KeyValues;
import org.gradiscope.command.Keys;
import org.scijava.command.CommandInfo;
import org.scijava.module.ModuleItem;

/**
 * What was given in a command's dialog the last time, kept with ImageJ's preferences. Nothing but
 * dialogs reads it.
 */
final class LastUsedValues {

	private static final String PREFIX = "gradiscope.";
	private static final String MODELS = PREFIX + "models";
	private static final int MOST_MODELS = 8;
	private static final String SEPARATOR = "\n";

	private final CommandInfo command;
	private Map<String, String> given = Map.of();

	LastUsedValues(final CommandInfo command) {
		this.command = command;
	}

	/** By key: the texts of the last time, and the defaults of what is new or is no value any more. */
	Map<String, String> texts() {
		final Map<String, String> texts = defaults(command);
		texts.replaceAll((key, usual) -> {
			final String last = Prefs.get(name(key), usual);
			return isValue(command.getInput(key), last) ? last : usual;
		});
		return texts;
	}

	static Map<String, String> defaults(final CommandInfo command) {
		final Map<String, String> texts = new LinkedHashMap<>();
		for (final ModuleItem<?> key : Keys.of(command))
			texts.put(key.getName(), String.valueOf(key.getDefaultValue()));
		return texts;
	}

	private String name(final String key) {
		return PREFIX + command.getName() + "." + key;
	}

	private static boolean isValue(final ModuleItem<?> key, final String text) {
		try {
			KeyValues.value(key, text);
			return true;
		}
		catch (final IllegalArgumentException e) {
			return false;
		}
	}

	/** What was given just now. */
	Map<String, String> given() {
		return given;
	}

	/** For the next time. */
	void keep(final Map<String, String> texts) {
		given = texts;
		final Map<String, String> usual = defaults(command);
		texts.forEach((key, text) -> {
			final ModuleItem<?> item = command.getInput(key);
			final boolean again = !item.is(Hints.ONCE) && !text.equals(usual.get(key));
			Prefs.set(name(key), again ? text : null);
			if (Hints.MODELS.equals(item.get(Hints.OFFERS)) && !item.is(Hints.SEVERAL))
				keepModel(text.trim());
		});
	}

	private static void keepModel(final String model) {
		final List<String> models = new ArrayList<>(models());
		models.remove(model);
		models.add(0, model);
		Prefs.set(MODELS,
			String.join(SEPARATOR, models.subList(0, Math.min(MOST_MODELS, models.size()))));
	}

	/** The networks used lately, the last one first. */
	static List<String> models() {
		final String models = Prefs.get(MODELS, "");
		return models.isEmpty() ? List.of() : List.of(models.split(SEPARATOR));
	}
}
