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

import java.util.LinkedHashMap;
import java.util.Map;

import org.scijava.command.CommandInfo;
import org.scijava.module.ModuleItem;

/**
 * Reads the second argument of a macro's {@code run}: {@code key=value}, with brackets or single
 * quotes around a value that has spaces; a key alone means {@code true}.
 */
public final class MacroOptions {

	private final CommandInfo command;
	private final String options;
	private int at;

	private MacroOptions(final CommandInfo command, final String options) {
		this.command = command;
		this.options = options;
	}

	/**
	 * The texts by key, in their order.
	 *
	 * @throws IllegalArgumentException if a value is not closed, a key stands twice, or it stands alone
	 *           and is not one of yes and no
	 */
	public static Map<String, String> parse(final CommandInfo command, final String options) {
		return new MacroOptions(command, options).parse();
	}

	private Map<String, String> parse() {
		final Map<String, String> texts = new LinkedHashMap<>();
		for (skipSpaces(); at < options.length(); skipSpaces()) {
			final String key = until(options.indexOf('=', at), options.indexOf(' ', at));
			final String text =
				at < options.length() && options.charAt(at) == '=' ? value(key) : alone(key);
			if (texts.put(key, text) != null)
				throw new IllegalArgumentException("The key '" + key + "' is given twice.");
		}
		return texts;
	}

	private void skipSpaces() {
		while (at < options.length() && options.charAt(at) == ' ')
			at++;
	}

	/** The text up to the first of some places, of which -1 is none. */
	private String until(final int... places) {
		int end = options.length();
		for (final int place : places)
			if (place >= 0) end = Math.min(end, place);
		final String text = options.substring(at, end);
		at = end;
		return text;
	}

	/** What stands behind the equals sign. */
	private String value(final String key) {
		at++;
		final char first = at < options.length() ? options.charAt(at) : ' ';
		if (first != '[' && first != '\'') return until(options.indexOf(' ', at));
		final int end = first == '[' ? bracket() : options.indexOf('\'', at + 1);
		if (end < 0) throw new IllegalArgumentException("The value of the key '" + key +
			"' begins with " + first + ", but is not closed: " + options.substring(at).trim());
		at++;
		final String text = until(end);
		at++;
		return text;
	}

	/** Where the bracket closes that opens here; those inside are part of the value. */
	private int bracket() {
		int depth = 0;
		for (int i = at; i < options.length(); i++) {
			if (options.charAt(i) == '[') depth++;
			if (options.charAt(i) == ']' && --depth == 0) return i;
		}
		return -1;
	}

	private String alone(final String key) {
		final ModuleItem<?> item = command.getInput(key);
		// A key that there is not is refused where all are.
		if (item == null || item.getType() == boolean.class) return "true";
		throw new IllegalArgumentException("The key '" + key + "' has no value; write " + key +
			"=value, or " + key + "=[a value with spaces].");
	}
}
