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

package org.gradiscope.attack.robustness;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.gradiscope.model.Labels;
import org.gradiscope.model.format.Csv;

/**
 * The classes that a table gives images: a row has what an image is called, and a label or an index from
 * 0. Where the first row names a column {@code label} or {@code class}, the other one is {@code file},
 * {@code image}, {@code name}, {@code path} or {@code slice}, or the first; else the first two columns are
 * these.
 */
public final class LabelsFromTable {

	private static final Set<String> LABEL = Set.of("label", "class");
	private static final Set<String> KEY =
		Set.of("file", "filename", "image", "name", "path", "slice");

	private final Map<String, Integer> classes = new HashMap<>();
	private final String table;

	private LabelsFromTable(final String table) {
		this.table = table;
	}

	/**
	 * The class of each image. Rows of images that there are not are passed over.
	 *
	 * @param table what messages call it
	 * @param text CSV
	 * @throws IllegalArgumentException if an image has no row, or a row is wrong; the message says which
	 */
	public static int[] of(final String table, final String text,
		final List<LabelledImages.ImageName> images, final Labels labels) {
		final LabelsFromTable found = new LabelsFromTable(table);
		found.read(Csv.rows(text), (row, key, label) -> found.add(row, key, label, labels));
		return found.classes(images);
	}

	/**
	 * The labels that a table has, in its order, each as often as it is there.
	 *
	 * @param table what messages call it
	 * @param text CSV
	 * @throws IllegalArgumentException if a row has no label; the message says which
	 */
	public static List<String> labels(final String table, final String text) {
		final List<String> labels = new ArrayList<>();
		new LabelsFromTable(table).read(Csv.rows(text), (row, key, label) -> labels.add(label));
		return labels;
	}

	/** Told of a row. */
	@FunctionalInterface
	private interface Visitor {

		void row(int row, String key, String label);
	}

	private void read(final List<List<String>> rows, final Visitor visitor) {
		final List<String> head = rows.isEmpty() ? List.of()
			: rows.get(0).stream().map(cell -> cell.toLowerCase(Locale.ROOT)).toList();
		final int named = column(head, LABEL, -1);
		final int key = named < 0 ? 0 : column(head, KEY, named == 0 ? 1 : 0);
		final int label = named < 0 ? 1 : named;
		for (int row = named < 0 ? 0 : 1; row < rows.size(); row++) {
			if (rows.get(row).size() <= Math.max(key, label)) throw wrong(row,
				"an image and a label are needed, but it has " + rows.get(row).size() + " cells");
			visitor.row(row, plain(rows.get(row).get(key)), rows.get(row).get(label));
		}
	}

	private static int column(final List<String> head, final Set<String> names, final int otherwise) {
		for (int i = 0; i < head.size(); i++)
			if (names.contains(head.get(i))) return i;
		return otherwise;
	}

	private void add(final int row, final String key, final String label, final Labels labels) {
		final int index;
		try {
			index = labels.index(label);
		}
		catch (final IllegalArgumentException e) {
			throw new IllegalArgumentException(table + ", row " + (row + 1) + ": " + e.getMessage(), e);
		}
		final Integer before = classes.put(key, index);
		if (before != null && before != index) throw wrong(row, "'" + key + "' has two labels, '" +
			labels.name(before) + "' and '" + labels.name(index) + "'");
	}

	private IllegalArgumentException wrong(final int row, final String what) {
		return new IllegalArgumentException(table + ", row " + (row + 1) + ": " + what + ".");
	}

	private int[] classes(final List<LabelledImages.ImageName> images) {
		final int[] found = new int[images.size()];
		final List<String> bad = new ArrayList<>();
		final Set<String> used = new HashSet<>();
		for (int i = 0; i < found.length; i++) {
			final String key = images.get(i).keys().stream().map(LabelsFromTable::plain)
				.filter(classes::containsKey).findFirst().orElse(null);
			if (key == null) bad.add(images.get(i).name());
			else {
				used.add(key);
				found[i] = classes.get(key);
			}
		}
		if (bad.isEmpty()) return found;
		throw new IllegalArgumentException("Each image needs a row in " + table + ", but " +
			LabelsFromNames.listed(bad) + " of " + images.size() + " images " +
			(bad.size() == 1 ? "has" : "have") + " none; rows that no image has: " + unused(used) + ".");
	}

	private String unused(final Set<String> used) {
		final List<String> unused =
			classes.keySet().stream().filter(key -> !used.contains(key)).sorted().toList();
		return unused.isEmpty() ? "none" : LabelsFromNames.listed(unused);
	}

	private static String plain(final String key) {
		return key.strip().replace('\\', '/');
	}
}
