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

import java.util.List;
import java.util.Locale;

/** Labels in CSV. */
final class LabelTables {

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
