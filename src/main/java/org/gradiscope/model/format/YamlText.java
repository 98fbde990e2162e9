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

package org.gradiscope.model.format;

import java.util.Collection;
import java.util.Map;
import java.util.regex.Pattern;

import org.gradiscope.model.ModelException;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * YAML and JSON of somebody else, read within limits. Plain words mean what YAML 1.2's core schema
 * says: {@code no} and a date are texts, {@code 1e-6} is a number.
 */
public final class YamlText {

	/** Of a file, in characters. */
	static final int LONGEST = 4 << 20;
	private static final int DEEPEST = 50;
	private static final int MOST_ALIASES = 50;
	private static final int MOST_NODES = 200_000;

	private static final Pattern FLOAT = Pattern
		.compile("[-+]?(?:(?:\\.[0-9]+|[0-9]+\\.[0-9]*)(?:[eE][-+]?[0-9]+)?|[0-9]+[eE][-+]?[0-9]+" +
			"|\\.(?:inf|Inf|INF))|\\.(?:nan|NaN|NAN)");

	private YamlText() {}

	/**
	 * @param where the file's name, for messages
	 * @return maps, lists, texts, numbers and truth values
	 * @throws ModelException if it is no YAML or over a limit
	 */
	public static Object parse(final String text, final String where) {
		return TextFiles.parsed(where, text, YamlText::load);
	}

	/** @throws IllegalArgumentException if it is no YAML or over a limit, in one line */
	static Object load(final String text) {
		try {
			final SafeConstructor constructor = new SafeConstructor(limits());
			final DumperOptions none = new DumperOptions();
			final Object root =
				new Yaml(constructor, new Representer(none), none, limits(), new CoreSchema()).load(text);
			count(root, 0, 0);
			return root;
		}
		catch (final YAMLException e) {
			throw new IllegalArgumentException("It cannot be read as YAML: " + e.getMessage(), e);
		}
		catch (final ClassCastException e) {
			// The library's answer to a list that is said to be a mapping.
			throw new IllegalArgumentException(
				"It cannot be read as YAML: a value is of another kind than its tag says.", e);
		}
	}

	private static LoaderOptions limits() {
		final LoaderOptions limits = new LoaderOptions();
		limits.setCodePointLimit(LONGEST);
		limits.setNestingDepthLimit(DEEPEST);
		limits.setMaxAliasesForCollections(MOST_ALIASES);
		limits.setAllowDuplicateKeys(false);
		return limits;
	}

	/** How many nodes there are with all aliases written out, on top of {@code before}. */
	private static int count(final Object node, final int depth, final int before) {
		if (depth > DEEPEST || before > MOST_NODES)
			throw new IllegalArgumentException("It has more than " + MOST_NODES + " values or " +
				DEEPEST + " levels, or refers to itself; write it plainly.");
		int count = before + 1;
		if (node instanceof Map) for (final Object value : ((Map<?, ?>) node).values())
			count = count(value, depth + 1, count);
		else if (node instanceof Collection) for (final Object value : (Collection<?>) node)
			count = count(value, depth + 1, count);
		return count;
	}

	/** As block mappings with short lists on one line; texts that any YAML reads back as texts. */
	public static String dump(final Map<String, ?> root) {
		final DumperOptions options = new DumperOptions();
		options.setDefaultFlowStyle(DumperOptions.FlowStyle.AUTO);
		options.setWidth(100);
		return new Yaml(new SafeConstructor(limits()), new Representer(options), options, limits(),
			new Cautious()).dump(root);
	}

	/** What YAML 1.2 takes for more than a text. */
	private static final class CoreSchema extends Resolver {

		@Override
		protected void addImplicitResolvers() {
			addImplicitResolver(Tag.BOOL, Pattern.compile("true|True|TRUE|false|False|FALSE"), "tTfF");
			addImplicitResolver(Tag.INT, Pattern.compile("[-+]?(?:0|[1-9][0-9]*)"), "-+0123456789");
			addImplicitResolver(Tag.FLOAT, FLOAT, "-+0123456789.");
			addImplicitResolver(Tag.MERGE, MERGE, "<");
			addImplicitResolver(Tag.NULL, NULL, "~nN\0");
			addImplicitResolver(Tag.NULL, EMPTY, null);
		}
	}

	/** What YAML 1.1 or 1.2 takes for more than a text, so that texts like it are quoted. */
	private static final class Cautious extends Resolver {

		@Override
		protected void addImplicitResolvers() {
			super.addImplicitResolvers();
			addImplicitResolver(Tag.FLOAT, FLOAT, "-+0123456789.");
		}
	}
}
