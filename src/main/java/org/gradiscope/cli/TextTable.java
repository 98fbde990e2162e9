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

package org.gradiscope.cli;

import ij.measure.ResultsTable;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.gradiscope.imagej.SpreadsheetCells;

/** Tables as text. */
final class TextTable {

	private TextTable() {}

	/** Columns aligned, for people. */
	static String of(final ResultsTable table) {
		final List<List<String>> rows = rows(table);
		final StringBuilder text = new StringBuilder();
		for (final List<String> row : rows) {
			final StringBuilder line = new StringBuilder();
			for (int column = 0; column < row.size(); column++)
				line.append(padded(row.get(column), width(rows, column)));
			text.append(line.toString().stripTrailing()).append(System.lineSeparator());
		}
		return text.toString();
	}

	private static int width(final List<List<String>> rows, final int column) {
		return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
	}

	private static String padded(final String cell, final int width) {
		return cell + " ".repeat(width - cell.length() + 2);
	}

	/** Comma-separated values (RFC 4180, with line feeds); what spreadsheets would run is guarded. */
	static String csv(final ResultsTable table) {
		return rows(table).stream()
			.map(row -> row.stream().map(TextTable::quoted).collect(Collectors.joining(",")))
			.collect(Collectors.joining("\n", "", "\n"));
	}

	private static String quoted(final String text) {
		final String cell = SpreadsheetCells.guarded(text);
		return cell.matches("(?s).*[\",\r\n].*") ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
	}

	/** The headings, then each row. */
	private static List<List<String>> rows(final ResultsTable table) {
		final List<List<String>> rows = new ArrayList<>();
		rows.add(List.of(table.getHeadings()));
		for (int row = 0; row < table.size(); row++) {
			final List<String> cells = new ArrayList<>();
			for (final String heading : table.getHeadings())
				cells.add(table.getStringValue(heading, row));
			rows.add(cells);
		}
		return rows;
	}
}
