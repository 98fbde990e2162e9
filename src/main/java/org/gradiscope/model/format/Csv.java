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

import java.util.ArrayList;
import java.util.List;

/** CSV (RFC 4180, one row a line), parted by commas, semicolons or tabs, whichever the first row has. */
public final class Csv {

	/** Which Windows' editors begin a file with. */
	private static final String MARK = "\ufeff";

	private Csv() {}

	/** The cells of each row that is not blank, without the blanks around them. */
	public static List<List<String>> rows(final String text) {
		final String unmarked = text.startsWith(MARK) ? text.substring(1) : text;
		final List<String> rows = unmarked.lines().filter(row -> !row.isBlank()).toList();
		final char parting = parting(rows.isEmpty() ? "" : rows.get(0));
		return rows.stream().map(row -> cells(row, parting)).toList();
	}

	private static char parting(final String head) {
		if (head.contains("\t")) return '\t';
		return head.contains(";") ? ';' : ',';
	}

	/** The cells of a row; in quotes, two quotes are one. */
	private static List<String> cells(final String row, final char parting) {
		final List<String> cells = new ArrayList<>();
		StringBuilder cell = new StringBuilder();
		boolean quoted = false;
		for (final char c : row.toCharArray())
			if (c == parting && !quoted) {
				cells.add(unquoted(cell.toString().strip()));
				cell = new StringBuilder();
			}
			else {
				quoted ^= c == '"';
				cell.append(c);
			}
		cells.add(unquoted(cell.toString().strip()));
		return cells;
	}

	private static String unquoted(final String cell) {
		if (cell.length() < 2 || !cell.startsWith("\"") || !cell.endsWith("\"")) return cell;
		return cell.substring(1, cell.length() - 1).replace("\"\"", "\"");
	}
}
