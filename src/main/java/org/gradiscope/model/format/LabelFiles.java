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

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.gradiscope.model.Labels;
import org.gradiscope.model.ModelException;

/**
 * Files with the names of a network's classes.
 * <ul>
 * <li>A text with one name a line, by index: {@code labels.txt}, {@code synset.txt}. Lines may
 * begin with the index ({@code 0:background}, {@code 0 background}), then in any order, and with a
 * WordNet number ({@code n01440764 tench}), which is left out. Blank lines at the end don't
 * count.</li>
 * <li>JSON: a list, {@code {"0": "tench"}}, Keras' {@code {"0": ["n01440764", "tench"]}} or
 * {@code {"cat": 0}}.</li>
 * <li>CSV with a column {@code label} and perhaps a column {@code index}.</li>
 * </ul>
 * UTF-8, UTF-16 with a byte order mark, or else Windows-1252. Classes of the same name get their
 * index behind it, for example {@code crane (134)} and {@code crane (517)}; a class without a name
 * is called {@code class 7}.
 */
public final class LabelFiles {

	/** The names that are looked for beside a model, the best first. */
	public static final List<String> NAMES = List.of("synset.txt", "labels.txt", "labels.csv",
		"labels.json", "class_indices.json", "imagenet_class_index.json", "classes.txt",
		"imagenet_comp_graph_label_strings.txt", "imagenet_slim_labels.txt");

	/** A dot is any character, so that a line of blanks is never tried twice. */
	private static final Pattern WORD_NET = Pattern.compile("n\\d{8}[\\s,:]+(\\S.*)", Pattern.DOTALL);
	private static final Pattern INDEXED =
		Pattern.compile("(\\d{1,7})\\s*(:|\\s)\\s*(.*)", Pattern.DOTALL);

	private LabelFiles() {}

	/** The first of {@link #NAMES} in a folder. */
	public static Optional<Path> find(final Path folder) {
		return NAMES.stream().map(folder::resolve).filter(Files::isRegularFile).findFirst();
	}

	/** @throws ModelException if there is no such file, or it is none of these */
	public static Labels read(final Path file) {
		if (!Files.isRegularFile(file)) throw new ModelException(
			"There is no label file " + file + "; put it there, or correct 'labels' in gradiscope.yaml.");
		return parse(TextFiles.read(file), String.valueOf(file.getFileName()));
	}

	/** @param name the file's name: its end says what it is, and messages begin with it */
	static Labels parse(final String content, final String name) {
		final String lower = name.toLowerCase(Locale.ROOT);
		return TextFiles.parsed(name, content, text -> {
			final IndexedLabels labels = lower.endsWith(".json") ? LabelTrees.parse(text)
				: lower.endsWith(".csv") ? LabelTables.parse(text) : lines(text);
			return labels.labels();
		});
	}

	private static IndexedLabels lines(final String text) {
		final List<String> lines = new ArrayList<>(text.lines().map(String::strip).toList());
		while (!lines.isEmpty() && lines.get(lines.size() - 1).isEmpty())
			lines.remove(lines.size() - 1);
		return isIndexed(lines) ? indexed(lines)
			: IndexedLabels.inOrder(lines.stream().map(LabelFiles::withoutNumber).toList());
	}

	/** Whether each line begins with an index and a colon, or with each index once and a blank. */
	private static boolean isIndexed(final List<String> lines) {
		final List<String> marks = new ArrayList<>();
		final IndexedLabels labels = new IndexedLabels();
		for (final String line : lines.stream().filter(l -> !l.isEmpty()).toList()) {
			final Matcher matcher = INDEXED.matcher(line);
			if (!matcher.matches()) return false;
			marks.add(matcher.group(2));
			labels.add(Integer.parseInt(matcher.group(1)), matcher.group(3));
		}
		return marks.stream().allMatch(":"::equals) || labels.isComplete();
	}

	private static IndexedLabels indexed(final List<String> lines) {
		final IndexedLabels labels = new IndexedLabels();
		for (final String line : lines) {
			final Matcher matcher = INDEXED.matcher(line);
			if (matcher.matches())
				labels.add(Integer.parseInt(matcher.group(1)), withoutNumber(matcher.group(3)));
		}
		return labels;
	}

	private static String withoutNumber(final String name) {
		final Matcher matcher = WORD_NET.matcher(name);
		return matcher.matches() ? matcher.group(1) : name;
	}

	/** Labels in CSV. */
	private static final class LabelTables {

		private LabelTables() {}

		static IndexedLabels parse(final String text) {
			final List<List<String>> table = Csv.rows(text);
			final List<String> head = table.isEmpty() ? List.of()
				: table.get(0).stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
			if (!head.contains("label")) throw new IllegalArgumentException(
				"A table of labels needs a column 'label', but has " + head + ".");
			return labels(table, head.indexOf("label"), head.indexOf("index"));
		}

		private static IndexedLabels labels(final List<List<String>> table, final int label,
			final int index) {
			final IndexedLabels labels = new IndexedLabels();
			for (int row = 1; row < table.size(); row++)
				labels.add(index < 0 ? row - 1 : index(cell(table, row, index)), cell(table, row, label));
			return labels;
		}

		private static String cell(final List<List<String>> table, final int row, final int column) {
			if (column < table.get(row).size()) return table.get(row).get(column);
			throw new IllegalArgumentException("Row " + row + " has " + table.get(row).size() +
				" cells, but the head has " + table.get(0).size() + ".");
		}

		private static int index(final String cell) {
			if (cell.matches("\\d{1,7}")) return Integer.parseInt(cell);
			throw new IllegalArgumentException(
				"The column 'index' needs whole numbers from 0, but has '" + cell + "'.");
		}
	}

	/** Labels in JSON: a list, or a mapping from indexes to names or from names to indexes. */
	private static final class LabelTrees {

		private LabelTrees() {}

		/** @param text without tabs in its strings, as JSON has it */
		static IndexedLabels parse(final String text) {
			final Object root = YamlText.load(text.replace('\t', ' '));
			if (root instanceof List)
				return IndexedLabels.inOrder(((List<?>) root).stream().map(LabelTrees::name).toList());
			final Map<String, Object> map = new YamlSection(root, "").values();
			final boolean byName = map.values().stream().allMatch(Integer.class::isInstance);
			final IndexedLabels labels = new IndexedLabels();
			map.forEach(
				(key, value) -> labels.add(index(byName ? value : key), byName ? key : name(value)));
			return labels;
		}

		private static int index(final Object value) {
			final String text = String.valueOf(value);
			if (text.matches("\\d{1,7}")) return Integer.parseInt(text);
			throw new IllegalArgumentException(
				"The index of a label is a whole number from 0, but '" + text + "' was found.");
		}

		/** Of a list, such as a WordNet number with the name, the last. */
		private static String name(final Object value) {
			if (!(value instanceof List)) return String.valueOf(value);
			final List<?> list = (List<?>) value;
			return list.isEmpty() ? "" : String.valueOf(list.get(list.size() - 1));
		}
	}
}
